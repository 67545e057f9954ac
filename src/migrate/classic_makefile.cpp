// SPDX-License-Identifier: MIT
#include "migrate/classic_makefile.h"

#include <fmt/format.h>
#include <algorithm>
#include <cctype>
#include <map>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "base/temporary_file.h"

namespace fs = std::filesystem;

namespace natmod::migrate {
namespace {

constexpr std::string_view kMark = "natmod-variable ";

// Read after the Makefile, so that the lines below its include count.
constexpr std::string_view kPrint =
    "$(info natmod-variable MOD $(MOD))\n"
    "$(info natmod-variable SRC $(SRC))\n"
    "$(info natmod-variable CFLAGS $(CFLAGS) $(CFLAGS_EXTRA))\n"
    "$(info natmod-variable LDFLAGS $(LDFLAGS_EXTRA))\n"
    "natmod-nothing: ;\n";

std::map<std::string, std::string> evaluate(const fs::path& makefile) {
    TemporaryFile print({reinterpret_cast<const uint8_t*>(kPrint.data()), kPrint.size()});
    ProcessOptions options;
    options.capture = true;
    options.hint = "GNU make reads the Makefile: apt install make";
    // A make that runs natmod must not pass its flags on, and the checkout is the SDK.
    options.environment = {"MAKEFLAGS=", "MFLAGS=", "MAKELEVEL=", "GNUMAKEFLAGS=", "MICROPYTHON="};
    fs::path folder = fs::absolute(makefile).parent_path();
    std::vector<std::string> command = {"make",
                                        "-s",
                                        "--no-print-directory",
                                        "-C",
                                        folder.string(),
                                        "-f",
                                        makefile.filename().string(),
                                        "-f",
                                        print.path(),
                                        "MPY_DIR=" + sdk_dir().string(),
                                        "NATMOD=" + program_path().string(),
                                        "ARCH=x64",
                                        "natmod-nothing"};
    ProcessResult result = run_process(command, options);
    if (result.status != 0) {
        fmt::print(stderr, "{}", result.output);
        throw Error({makefile.string(), "make cannot read it",
                     "its messages are above; --name says the module's name without it"});
    }
    std::map<std::string, std::string> values;
    std::string_view output = result.output;
    while (!output.empty()) {
        size_t end = std::min(output.find('\n'), output.size());
        std::string_view line = output.substr(0, end);
        output.remove_prefix(std::min(end + 1, output.size()));
        if (!line.starts_with(kMark)) continue;
        line.remove_prefix(kMark.size());
        size_t space = std::min(line.find(' '), line.size());
        values[std::string(line.substr(0, space))] = line.substr(space);
    }
    return values;
}

bool is_for_dynruntime(const fs::path& makefile) {
    return fs::is_regular_file(makefile) &&
           MappedFile(makefile).text().find("dynruntime.mk") != std::string_view::npos;
}

// Puts the checkout's name back into words that have the SDK's folder, which stood for it.
std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words = split_shell_words(text);
    std::string sdk = sdk_dir().string();
    for (std::string& word : words) {
        for (size_t at; (at = word.find(sdk)) != std::string::npos;)
            word.replace(at, sdk.size(), kTop);
    }
    return words;
}

bool has_extension(const std::string& source, std::initializer_list<std::string_view> extensions) {
    std::string extension = fs::path(source).extension().string();
    return std::ranges::find(extensions, extension) != extensions.end();
}

bool is_cxx(const std::string& source) {
    return has_extension(source, {".cpp", ".cc", ".cxx", ".C"});
}

std::string name_of(const ClassicMakefile& makefile) {
    std::string name;
    for (char c : makefile.name) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
}

// A flag with the folders that are relative to the Makefile's written out from `folder`.
std::string from_folder(std::string word, std::string_view folder) {
    bool names_folder = word.starts_with("-I") || word.starts_with("-L");
    if (!names_folder || word.size() == 2 || word[2] == '/' || word[2] == '$') return word;
    std::string_view inner = std::string_view(word).substr(2);
    return fmt::format("{}{}{}", word.substr(0, 2), folder,
                       inner == "." ? "" : fmt::format("/{}", inner));
}

std::string in_make(const std::string& word) {
    std::string flag = from_folder(word, "$(USERMOD_DIR)");
    return flag.find('$') == std::string::npos ? shell_quote(flag) : flag;
}

std::string in_cmake(const std::string& word) {
    std::string flag = from_folder(word, "${CMAKE_CURRENT_LIST_DIR}");
    if (size_t at = flag.find(kTop); at != std::string::npos)
        flag.replace(at, std::string_view(kTop).size(), "${MICROPY_DIR}");
    return flag;
}

// A bracket argument is taken as it stands, variables too.
std::string quoted_for_cmake(std::string_view word) {
    if (word.find("${") == std::string_view::npos) return fmt::format("[=[{}]=]", word);
    std::string text = "\"";
    for (char c : word) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

}  // namespace

std::optional<ClassicMakefile> find_classic_makefile(const fs::path& source) {
    fs::path folder = fs::absolute(source).lexically_normal().parent_path();
    for (const fs::path& place : {folder, folder.parent_path()}) {
        for (const char* name : {"GNUmakefile", "makefile", "Makefile"}) {
            if (!is_for_dynruntime(place / name)) continue;
            auto values = evaluate(place / name);
            ClassicMakefile found{place / name, {}, {}, {}, {}};
            std::vector<std::string> words = split_shell_words(values["MOD"]);
            if (words.size() == 1) found.name = words[0];
            for (const std::string& word : split_shell_words(values["SRC"]))
                found.sources.push_back(word);
            found.cflags = words_of(values["CFLAGS"]);
            found.ldflags = words_of(values["LDFLAGS"]);
            bool names_it = std::ranges::any_of(found.sources, [&](const std::string& word) {
                return (place / word).lexically_normal() == folder / source.filename();
            });
            if (place == folder || names_it) return found;
        }
    }
    return std::nullopt;
}

std::string micropython_mk(const ClassicMakefile& makefile) {
    std::string folder = "$(USERMOD_DIR)";
    std::string text =
        "# Firmware: make USER_C_MODULES=<the folder above this one>. Native module: natmod "
        "build.\n";
    bool cxx = false;
    for (const std::string& source : makefile.sources) {
        if (has_extension(source, {".py"})) continue;
        const char* variable = is_cxx(source)                        ? "SRC_USERMOD_CXX"
                               : has_extension(source, {".s", ".S"}) ? "SRC_USERMOD_LIB_ASM"
                                                                     : "SRC_USERMOD_C";
        text += fmt::format("{} += {}/{}\n", variable, folder, source);
        cxx = cxx || is_cxx(source);
    }
    std::vector<std::string> flags = {"-I" + folder};
    for (const std::string& word : makefile.cflags) {
        std::string flag = in_make(word);
        if (std::ranges::find(flags, flag) == flags.end()) flags.push_back(flag);
    }
    std::string line;
    for (const std::string& flag : flags) line += " " + flag;
    text += "CFLAGS_USERMOD +=" + line + "\n";
    if (cxx) text += "CXXFLAGS_USERMOD +=" + line + "\nLDFLAGS_USERMOD += -lstdc++\n";
    if (!makefile.ldflags.empty()) {
        text += "LDFLAGS_USERMOD +=";
        for (const std::string& word : makefile.ldflags) text += " " + in_make(word);
        text += '\n';
    }
    return text;
}

std::string micropython_cmake(const ClassicMakefile& makefile) {
    std::string name = name_of(makefile), folder = "${CMAKE_CURRENT_LIST_DIR}";
    std::string sources, folders = "    " + folder + "\n", options;
    for (const std::string& source : makefile.sources) {
        if (!has_extension(source, {".py"})) sources += fmt::format("    {}/{}\n", folder, source);
    }
    for (const std::string& word : makefile.cflags) {
        std::string flag = in_cmake(word);
        if (flag == "-I" + folder) continue;
        if (flag.starts_with("-I"))
            folders += fmt::format("    {}\n", flag.substr(2));
        else
            options += fmt::format("    {}\n", quoted_for_cmake(flag));
    }
    std::string text = fmt::format(
        "# Firmware: cmake -DUSER_C_MODULES=<this file>. Native module: natmod build --from "
        "cmake.\n"
        "add_library(usermod_{0} INTERFACE)\n"
        "target_sources(usermod_{0} INTERFACE\n{1})\n"
        "target_include_directories(usermod_{0} INTERFACE\n{2})\n",
        name, sources, folders);
    if (!options.empty())
        text += fmt::format("target_compile_options(usermod_{} INTERFACE\n{})\n", name, options);
    for (const std::string& word : makefile.ldflags)
        text += fmt::format("target_link_libraries(usermod_{} INTERFACE {})\n", name,
                            quoted_for_cmake(in_cmake(word)));
    return text + fmt::format("target_link_libraries(usermod INTERFACE usermod_{})\n", name);
}

}  // namespace natmod::migrate
