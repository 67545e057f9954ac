// SPDX-License-Identifier: MIT
#include "driver/make_run.h"

#include <fmt/format.h>

#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// The variable in which makefiles find the command line's flags.
constexpr const char* kFlags = "CFLAGS_EXTRA";

// They mark our own lines of output, to tell them from an $(info) in the user's makefile.
constexpr std::string_view kVariableMark = "natmod-variable ";
constexpr std::string_view kFoundMark = "natmod-found ";

// A target for each source, whose recipe says where the source is.
constexpr std::string_view kSourceTarget = "natmod-source/";

// Variables that recipes may use in a firmware's build, with the values from its mkenv.mk.
constexpr const char* kTools = R"(Q := @
ECHO := @echo
RM := rm
CP := cp
MKDIR := mkdir
SED := sed
CAT := cat
TOUCH := touch
PYTHON ?= python3
CC := cc
CPP = $(CC) -E
CXX := c++
AS := as
AR := ar
LD := ld
OBJCOPY := objcopy
)";

// Whether a makefile can hold the path as one word. If only the folder's path cannot, relative
// paths still work, because make runs in the module's folder.
bool fits_in_make(const fs::path& path) {
    return path.string().find_first_of(" \t#$%:;=\\'\"") == std::string::npos;
}

// `escaped`: the characters that get a backslash.
std::string escape_for_make(const std::string& raw, std::string_view escaped = "# ") {
    std::string text;
    for (char c : raw) {
        if (c == '$') text += '$';
        if (escaped.find(c) != std::string_view::npos) text += '\\';
        text += c;
    }
    return text;
}

// In a firmware's build, TOP is the MicroPython checkout.
fs::path top_dir() {
    fs::path checkout = checkout_dir();
    return checkout.empty() ? sdk_dir() : checkout;
}

std::string wrapper(const MakeQuestion& question) {
    fs::path dir = question.makefile.parent_path();
    auto in_make = [&](const fs::path& path) {
        fs::path relative = path.lexically_relative(dir);
        return fits_in_make(path)       ? path.string()
               : fits_in_make(relative) ? relative.string()
                                        : escape_for_make(path.string());
    };
    std::string text = kTools;
    for (const char* name : question.variables) text += fmt::format("{} :=\n", name);
    text += fmt::format("USERMOD_DIR := {}\n", in_make(dir));
    text += fmt::format("USER_C_MODULES := {}\n", in_make(dir.parent_path()));
    text += fmt::format("TOP := {}\nBUILD := {}\n", escape_for_make(top_dir().string()),
                        in_make(question.build_dir));
    text += "HEADER_BUILD := $(BUILD)/genhdr\n";
    // As `make CFLAGS_EXTRA=-DMODULE_NAME_ENABLED=1` sets it; makefiles look for such flags.
    text +=
        fmt::format("{} := {}\n", kFlags, escape_for_make(join_shell_words(question.flags), "#"));
    text += "natmod_makefiles := $(MAKEFILE_LIST)\n";
    text += fmt::format("include {}\n", question.makefile.filename().string());
    text +=
        fmt::format("$(info {}MAKEFILE_LIST $(filter-out $(natmod_makefiles),$(MAKEFILE_LIST)))\n",
                    kVariableMark);
    for (const char* name : question.variables)
        text += fmt::format("$(info {}{} $({}))\n", kVariableMark, name, name);

    text += "natmod_sources :=";
    for (const char* name : question.sources) text += fmt::format(" $({})", name);
    // The folders where a firmware's build looks, after those that the makefile names.
    text += R"(
vpath %.c $(TOP) $(USER_C_MODULES)
vpath %.cpp $(TOP) $(USER_C_MODULES)
vpath %.S $(TOP) $(USER_C_MODULES)
vpath %.s $(TOP) $(USER_C_MODULES)
natmod_goals := $(foreach source,$(natmod_sources),$(if $(findstring :,$(source))$(findstring %,$(source)),,$(source)))
natmod_objects := $(addsuffix .o,$(basename $(natmod_goals)))
natmod_objects := $(sort $(natmod_objects) $(foreach folder,$(USER_C_MODULES) $(BUILD),$(patsubst $(folder)/%,%,$(natmod_objects))))
)";
    text += fmt::format("natmod_targets := $(addprefix {},$(natmod_goals))\n", kSourceTarget);
    // Natmod makes the objects. Here they only stand for the headers that they depend on.
    text += fmt::format(R"(.DEFAULT_GOAL := natmod-sources
.DELETE_ON_ERROR:
.PHONY: natmod-sources $(natmod_targets)
natmod-sources: $(natmod_targets) $(addprefix $(BUILD)/,$(natmod_objects)) $(QSTR_GLOBAL_DEPENDENCIES) ;
$(BUILD)/%.o: ;
$(foreach source,$(natmod_goals),$(eval {1}$(source): $(source) ; $$(info {0}$(source) $$<)))
)",
                        kFoundMark, kSourceTarget);
    return text;
}

// Sorts make's output: our own lines, and what the makefile, its rules and make itself print.
class Reader {
  public:
    explicit Reader(MakeAnswer& answer) : answer_(answer) {}

    void add(std::string_view chunk) {
        partial_ += chunk;
        size_t start = 0;
        for (size_t end; (end = partial_.find('\n', start)) != std::string::npos; start = end + 1)
            line(std::string_view(partial_).substr(start, end - start));
        partial_.erase(0, start);
    }

    // The last line, if no newline ends it.
    void finish() {
        if (!partial_.empty()) line(partial_);
        partial_.clear();
    }

    bool read_all() const { return read_all_; }
    bool rule_failed() const { return rule_failed_; }

  private:
    void line(std::string_view text) {
        // A rule may print text without a newline; it stands in front of our own.
        for (std::string_view mark : {kVariableMark, kFoundMark}) {
            size_t at = text.find(mark);
            if (at == 0 || at == std::string_view::npos) continue;
            line(text.substr(0, at));
            return line(text.substr(at));
        }
        if (text.starts_with(kVariableMark)) {
            text.remove_prefix(kVariableMark.size());
            size_t space = std::min(text.find(' '), text.size());
            answer_.values[std::string(text.substr(0, space))] =
                split_shell_words(text.substr(space));
            read_all_ = true;
        } else if (text.starts_with(kFoundMark)) {
            text.remove_prefix(kFoundMark.size());
            size_t space = text.rfind(' ');
            if (space == std::string_view::npos) return;
            answer_.found[std::string(text.substr(0, space))] = text.substr(space + 1);
        } else if (text.find(fmt::format("needed by '{}", kSourceTarget)) ==
                       std::string_view::npos &&
                   text.find(fmt::format("needed by `{}", kSourceTarget)) ==
                       std::string_view::npos &&
                   text.find(" not remade because of errors") == std::string_view::npos) {
            fmt::print(stderr, "{}\n", text);
            rule_failed_ |= text.find("*** ") != std::string_view::npos;
        }
    }

    MakeAnswer& answer_;
    std::string partial_;
    bool read_all_ = false;
    bool rule_failed_ = false;
};

}  // namespace

MakeAnswer ask_make(const MakeQuestion& question) {
    fs::path dir = question.makefile.parent_path();
    fs::path file = question.build_dir / work_files::kMakefile;
    write_file(file, wrapper(question), true);
    MakeAnswer answer;
    Reader reader(answer);
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    options.on_output = [&](std::string_view chunk) { reader.add(chunk); };
    options.hint = "GNU make reads micropython.mk: apt install make";
    // If make runs natmod, the inner make must not see the outer one's flags.
    options.environment = {"MAKEFLAGS=", "MFLAGS=", "MAKELEVEL=", "GNUMAKEFLAGS=", kPlainWords};
    std::vector<std::string> command = {"make", "-s",         "-rRk", "--no-print-directory",
                                        "-C",   dir.string(), "-f",   file.string()};
    int status = run_process(command, options).status;
    reader.finish();
    if (!reader.read_all()) {
        throw Error({question.makefile.string(), "make cannot read it",
                     "its messages are above; the module's variables are SRC_USERMOD_C, "
                     "SRC_USERMOD_CXX, CFLAGS_USERMOD ..."});
    }
    if (status != 0 && reader.rule_failed()) {
        throw Error({question.makefile.string(),
                     "make cannot make the sources that it has rules for",
                     "its messages are above; rules run in the module's folder, with BUILD the "
                     "build folder"});
    }
    for (const std::string& word : answer.values["MAKEFILE_LIST"])
        answer.makefiles.push_back((dir / word).lexically_normal());
    // The build adds the command line's flags itself.
    std::vector<std::string>& extra = answer.values[kFlags];
    const std::vector<std::string>& flags = question.flags;
    if (extra.size() >= flags.size() && std::equal(flags.begin(), flags.end(), extra.begin()))
        extra.erase(extra.begin(), extra.begin() + static_cast<std::ptrdiff_t>(flags.size()));
    return answer;
}

}  // namespace natmod::driver
