// micropython.mk: GNU make includes it as a firmware's build does, then prints its variables.

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "build/shell_words.h"
#include "error.h"
#include "file.h"
#include "module/module.h"
#include "process.h"
#include "sdk_path.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

enum class Use { source, lib_source, qstr_defs, cflags, cxxflags, ldflags };

struct Variable {
    const char* name;
    Use use;
};

// The variables that the firmware's own rules read, those of older releases included.
constexpr Variable kVariables[] = {
    {"SRC_MOD", Use::source},
    {"SRC_C", Use::source},
    {"SRC_CXX", Use::source},
    {"SRC_USERMOD", Use::source},
    {"SRC_USERMOD_C", Use::source},
    {"SRC_USERMOD_CXX", Use::source},
    {"SRC_USERMOD_LIB_C", Use::lib_source},
    {"SRC_USERMOD_LIB_CXX", Use::lib_source},
    {"SRC_USERMOD_LIB_ASM", Use::lib_source},
    {"QSTR_DEFS", Use::qstr_defs},
    {"INC", Use::cflags},
    {"CFLAGS", Use::cflags},
    {"CFLAGS_EXTRA", Use::cflags},
    {"CFLAGS_USERMOD", Use::cflags},
    {"CXXFLAGS", Use::cxxflags},
    {"CXXFLAGS_USERMOD", Use::cxxflags},
    {"LDFLAGS", Use::ldflags},
    {"LDFLAGS_USERMOD", Use::ldflags},
    {"LIB", Use::ldflags},
    {"LIBS", Use::ldflags},
    {"LIBS_USERMOD", Use::ldflags},
};

// The variable in which makefiles find the flags of the command line.
constexpr const char* kFlags = "CFLAGS_EXTRA";

// A line of output that is ours and not of an $(info) in the user's makefile.
constexpr std::string_view kMark = "natmod-variable ";

// What a makefile cannot hold as one word. A folder like that is named "." instead, which works
// because make runs in it.
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

// In a firmware, TOP is the MicroPython checkout.
fs::path top_dir() {
    fs::path checkout = checkout_dir();
    return checkout.empty() ? sdk_dir() : checkout;
}

std::string wrapper(const fs::path& makefile, const fs::path& build_dir,
                    const std::vector<std::string>& flags) {
    fs::path dir = makefile.parent_path();
    std::string text;
    for (const Variable& variable : kVariables) text += fmt::format("{} :=\n", variable.name);
    text += fmt::format("USERMOD_DIR := {}\n", fits_in_make(dir) ? dir.string() : ".");
    fs::path parent = dir.parent_path();
    text += fmt::format("USER_C_MODULES := {}\n", fits_in_make(parent) ? parent.string() : "..");
    // As in `make CFLAGS_EXTRA=-DMODULE_NAME_ENABLED=1`, which makefiles look for.
    text += fmt::format("{} := {}\n", kFlags, escape_for_make(join_shell_words(flags), "#"));
    text += fmt::format("TOP := {}\nBUILD := {}\n", escape_for_make(top_dir().string()),
                        escape_for_make(build_dir.string()));
    text += fmt::format("include {}\n", makefile.filename().string());
    for (const Variable& variable : kVariables) {
        text += fmt::format("$(info {}{} $({}))\n", kMark, variable.name, variable.name);
    }
    // An empty recipe: make runs nothing and says nothing.
    text += ".DEFAULT_GOAL := natmod-nothing\n.PHONY: natmod-nothing\nnatmod-nothing: ;\n";
    return text;
}

using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

// Our lines as words; what the makefile printed itself goes to standard error.
Values read_values(std::string_view output) {
    Values values;
    while (!output.empty()) {
        size_t end = std::min(output.find('\n'), output.size());
        std::string_view line = output.substr(0, end);
        output.remove_prefix(std::min(end + 1, output.size()));
        if (!line.starts_with(kMark)) {
            fmt::print(stderr, "{}\n", line);
            continue;
        }
        line.remove_prefix(kMark.size());
        size_t space = std::min(line.find(' '), line.size());
        values[std::string(line.substr(0, space))] = split_shell_words(line.substr(space));
    }
    return values;
}

void add(ModuleDescription& module, Use use, const std::vector<std::string>& words) {
    auto append = [&](std::vector<std::string>& list) {
        list.insert(list.end(), words.begin(), words.end());
    };
    auto absolute = [&](const std::string& word) {
        return (module.directory / word).lexically_normal();
    };
    switch (use) {
        case Use::source:
        case Use::lib_source:
            for (const std::string& word : words) {
                Language language = language_of(word, module.origin);
                module.sources.push_back({absolute(word), language, use == Use::lib_source, {}});
            }
            break;
        case Use::qstr_defs:
            for (const std::string& word : words) module.qstr_defs.push_back(absolute(word));
            break;
        case Use::cflags:
            return append(module.cflags);
        case Use::cxxflags:
            return append(module.cxxflags);
        case Use::ldflags:
            return append(module.ldflags);
    }
}

}  // namespace

ModuleDescription describe_with_make(const fs::path& makefile, const fs::path& build_dir,
                                     const std::vector<std::string>& flags) {
    ModuleDescription module;
    module.directory = makefile.parent_path();
    module.origin = makefile;
    module.build_dir = build_dir;

    make_build_folder(build_dir);
    fs::path file = build_dir / "describe.mk";
    write_file(file, wrapper(makefile, build_dir, flags), true);
    ProcessOptions options;
    options.capture = true;
    options.hint = "GNU make reads micropython.mk: apt install make";
    // When a make runs natmod, this one must not see its flags.
    options.environment = {"MAKEFLAGS=", "MFLAGS=", "MAKELEVEL=", "GNUMAKEFLAGS="};
    std::vector<std::string> command = {
        "make", "-s",         "-rR", "--no-print-directory", "-C", module.directory.string(),
        "-f",   file.string()};
    ProcessResult result = run_process(command, options);
    if (result.status != 0) {
        fmt::print(stderr, "{}", result.output);
        throw Error({makefile.string(), "make cannot read it",
                     "its messages are above; the module's variables are SRC_USERMOD_C, "
                     "SRC_USERMOD_CXX, CFLAGS_USERMOD ..."});
    }
    Values values = read_values(result.output);
    // The build adds the command line's itself.
    std::vector<std::string>& extra = values[kFlags];
    if (extra.size() >= flags.size() && std::equal(flags.begin(), flags.end(), extra.begin())) {
        extra.erase(extra.begin(), extra.begin() + static_cast<std::ptrdiff_t>(flags.size()));
    }
    for (const Variable& variable : kVariables) {
        add(module, variable.use, values[variable.name]);
    }
    if (module.sources.empty()) {
        throw Error({makefile.string(), "it names no source",
                     "add the sources: SRC_USERMOD_C += $(USERMOD_DIR)/name.c"});
    }
    require_sources(module);
    return module;
}

}  // namespace natmod
