// SPDX-License-Identifier: MIT
// Finds compilers and asks them about themselves. We cache the answers, because a build must not
// start a compiler half a dozen times before it compiles anything.

#include "driver/toolchain.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "abi/names.h"
#include "base/cache.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "driver/fingerprint.h"
#include "driver/get_toolchain.h"

namespace fs = std::filesystem;
using nlohmann::json;

namespace natmod::driver {

// What the cache keeps about a compiler: all but the architecture, which is in the key.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Toolchain, cc, cxx, clang, version, flags, stack_flags,
                                   library_dirs, libraries)

namespace {

// What it prints; empty if it fails.
std::string run_compiler(const std::vector<std::string>& command,
                         std::initializer_list<std::string_view> more) {
    std::vector<std::string> words = command;
    words.insert(words.end(), more.begin(), more.end());
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    options.environment = {kPlainWords};
    ProcessResult result = run_process(words, options);
    return result.status == 0 ? result.output : std::string();
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

// What follows `label` on its line in the -v output of gcc and clang.
std::string labelled(const std::string& output, std::string_view label) {
    size_t at = output.find(label);
    if (at == std::string::npos) return {};
    std::string text = first_line(output.substr(at + label.size()));
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

// The -L folders that the compiler's driver would pass to ld.
std::vector<std::string> linker_dirs(const std::string& dry_run) {
    std::vector<std::string> dirs;
    for (const std::string& word : split_shell_words(dry_run)) {
        if (word.size() > 2 && word.starts_with("-L") && fs::is_directory(word.substr(2))) {
            fs::path dir = fs::path(word.substr(2)).lexically_normal();
            if (std::find(dirs.begin(), dirs.end(), dir) == dirs.end()) dirs.push_back(dir);
        }
    }
    return dirs;
}

// Whether the target, as the compiler names it, begins with one of the prefixes.
bool makes_code_for(const std::string& target, std::string_view machines) {
    // Mach-O and COFF objects are useless, whatever the machine.
    for (const char* other : {"apple", "darwin", "mingw", "cygwin", "windows"}) {
        if (target.find(other) != std::string::npos) return false;
    }
    return abi::begins_with_one_of(target, machines);
}

// A module cannot link a C library for an operating system: that picks some of its functions at
// load time, and uses thread-local storage and system calls.
bool is_bare_metal(const std::string& target) {
    return target.find("linux") == std::string::npos && target.find("bsd") == std::string::npos;
}

// "…-gcc" -> "…-g++", "clang-21" -> "clang++-21".
std::string cxx_of(const fs::path& cc) {
    std::string name = cc.filename().string();
    auto replace = [&](std::string_view from, std::string_view to) {
        size_t at = name.rfind(from);
        if (at == std::string::npos) return false;
        name.replace(at, from.size(), to);
        return true;
    };
    if (!replace("gcc", "g++") && !replace("clang", "clang++")) replace("cc", "c++");
    return cc.parent_path() / name;
}

constexpr const char* kClang = "clang";

// Debian has several versions side by side, of which `clang` is not the newest.
std::vector<std::string> clang_versions() {
    constexpr int kNewest = 40, kOldest = 14;
    std::vector<std::string> programs;
    for (int version = kNewest; version >= kOldest; --version) {
        std::string name = fmt::format("{}-{}", kClang, version);
        if (!find_program(name).empty()) programs.push_back(name);
    }
    return programs;
}

std::vector<std::string> candidates(const abi::Arch& arch) {
    std::vector<std::string> result;
    for (std::string_view program : arch.compilers.programs)
        if (!program.empty()) result.emplace_back(program);
    if (!arch.compilers.get.empty())
        result.push_back(shell_quote(unpacked_compiler(toolchain_folder(arch)).string()));
    return result;
}

std::optional<Toolchain> ask(const abi::Arch& arch, const fs::path& cc,
                             const std::vector<std::string>& cc_flags,
                             bool* lacks_headers = nullptr);

// The folders with the headers of a compiler's libraries, without those of the compiler itself.
std::vector<std::string> header_dirs(const std::string& compiler, const Toolchain& toolchain,
                                     std::string_view language) {
    std::vector<std::string> command = {compiler};
    command.insert(command.end(), toolchain.flags.begin(), toolchain.flags.end());
    std::string output = run_compiler(command, {"-E", "-v", "-x", language, "/dev/null"});
    std::vector<std::string> dirs;
    size_t at = output.find("#include <...>"), end = output.find("End of search list", at);
    if (at == std::string::npos || end == std::string::npos) return dirs;
    std::istringstream lines(output.substr(at, end - at));
    for (std::string line; std::getline(lines, line);) {
        fs::path dir = line.starts_with(" /") ? fs::path(line.substr(1)).lexically_normal() : "";
        if (dir.string().find("/gcc/") == std::string::npos && fs::is_directory(dir))
            dirs.push_back(dir.string());
    }
    return dirs;
}

// clang has no C library for most targets. That of a gcc for the same target will do.
void borrow_libraries(Toolchain& toolchain) {
    for (const std::string& candidate : candidates(*toolchain.arch)) {
        std::vector<std::string> words = split_shell_words(candidate);
        fs::path cc = find_program(words[0]);
        if (cc.empty() || cc.filename().string().starts_with("clang")) continue;
        words.erase(words.begin());
        std::optional<Toolchain> other = ask(*toolchain.arch, cc, words);
        if (!other) continue;
        toolchain.libraries = other->libraries;
        toolchain.library_dirs = other->library_dirs;
        std::vector<std::string> dirs = header_dirs(other->cc, *other, "c");
        if (!find_program(other->cxx).empty()) {
            for (const std::string& dir : header_dirs(other->cxx, *other, "c++")) {
                if (std::ranges::find(dirs, dir) == dirs.end())
                    toolchain.flags.push_back("-stdlib++-isystem" + dir);
            }
            toolchain.flags.emplace_back("-Wno-unused-command-line-argument");  // in C
        }
        for (const std::string& dir : dirs) toolchain.flags.push_back("-idirafter" + dir);
        return;
    }
    if (toolchain.arch->compilers.hosted) return;
    // Beside clang there may be the host's libc++, whose headers want the host's threads.
    toolchain.flags.emplace_back("-nostdinc++");
    toolchain.flags.emplace_back("-Wno-unused-command-line-argument");
}

// The archives that a compiler would link with, C's own before the compiler's.
void add_libraries(Toolchain& toolchain, const std::vector<std::string>& command, bool bare_metal,
                   const std::vector<std::string>& dirs) {
    auto add = [&](const fs::path& file) {
        std::string name = file.lexically_normal();
        if (file.is_absolute() && fs::exists(file) &&
            std::ranges::find(toolchain.libraries, name) == toolchain.libraries.end())
            toolchain.libraries.push_back(name);
    };
    const abi::Compilers& info = toolchain.arch->compilers;
    if (bare_metal) {
        for (const char* name : {"libm.a", "libc.a"}) {
            auto dir = std::ranges::find_if(dirs, [&](const std::string& folder) {
                return fs::exists(fs::path(folder) / name);
            });
            if (dir != dirs.end()) add(fs::path(*dir) / name);
        }
    } else if (info.hosted) {  // its own C library needs an operating system; this one does not
        add(info.c_library);
    }
    add(first_line(run_compiler(command, {"-print-libgcc-file-name"})));
}

// Asks a compiler about itself. Nothing if it is of no use for the architecture; `lacks_headers`
// says whether that is because of files that another package may bring.
std::optional<Toolchain> ask(const abi::Arch& arch, const fs::path& cc,
                             const std::vector<std::string>& cc_flags, bool* lacks_headers) {
    const abi::Compilers& info = arch.compilers;
    Toolchain toolchain;
    toolchain.arch = &arch;
    toolchain.cc = cc.string();
    std::vector<std::string> command = {cc.string()};
    command.insert(command.end(), cc_flags.begin(), cc_flags.end());
    std::string about = run_compiler(command, {"-v"});
    toolchain.clang = about.find("clang version") != std::string::npos;
    std::string version = labelled(about, toolchain.clang ? "clang version " : "gcc version ");
    toolchain.version = fmt::format("{} {}", toolchain.clang ? "clang" : "gcc", version);
    auto add_flags = [&](std::string_view flags) {
        for (auto& flag : split_shell_words(flags)) toolchain.flags.push_back(std::move(flag));
    };
    toolchain.flags = cc_flags;
    if (toolchain.clang &&
        (info.clang_flags.empty() || std::atoi(version.c_str()) < info.clang_from))
        return {};
    add_flags(toolchain.clang ? info.clang_flags : info.gcc_flags);
    add_flags(info.flags);
    command = {toolchain.cc};
    command.insert(command.end(), toolchain.flags.begin(), toolchain.flags.end());

    std::string dry_run = run_compiler(command, {"-v", "-###", "-x", "c", "/dev/null"});
    std::string target = labelled(dry_run, "Target: ");
    if (!makes_code_for(target, info.target)) return {};
    // The compiler's own headers must work; a host's gcc -m32 may lack some.
    std::string headers = "-I" + (sdk_dir() / "libc").string();
    if (run_compiler(command, {"-S", headers, "-include", "limits.h", "-include", "stdint.h", "-x",
                               "c", "/dev/null", "-o", "-"})
            .empty()) {
        if (lacks_headers != nullptr) *lacks_headers = true;
        return {};
    }

    // Debian's RISC-V compiler comes without a C library; picolibc is a package of its own.
    std::string specs = first_line(run_compiler(command, {"-print-file-name=picolibc.specs"}));
    if (!toolchain.clang && fs::path(specs).is_absolute()) {
        toolchain.flags.emplace_back("--specs=picolibc.specs");
        command.emplace_back("--specs=picolibc.specs");
        dry_run = run_compiler(command, {"-v", "-###", "-x", "c", "/dev/null"});
    }
    for (const char* flag : {"-fstack-usage", "-fcallgraph-info=su"})
        if (!run_compiler(command, {flag, "-E", "-dM", "-x", "c", "/dev/null"}).empty())
            toolchain.stack_flags.emplace_back(flag);
    toolchain.library_dirs = linker_dirs(dry_run);
    toolchain.cxx = cxx_of(cc);
    if (!info.library_flags.empty()) {
        std::vector<std::string> other = command;
        other.emplace_back(info.library_flags);
        dry_run = run_compiler(other, {"-v", "-###", "-x", "c", "/dev/null"});
        add_libraries(toolchain, other, is_bare_metal(target), linker_dirs(dry_run));
    }
    add_libraries(toolchain, command, is_bare_metal(target), toolchain.library_dirs);
    if (toolchain.clang && toolchain.libraries.empty()) borrow_libraries(toolchain);
    return toolchain;
}

std::optional<Toolchain> ask_cached(const abi::Arch& arch, const fs::path& cc,
                                    const std::vector<std::string>& cc_flags,
                                    const fs::path& cache) {
    const abi::Compilers& info = arch.compilers;
    Fingerprint key;
    key.add(NATMOD_VERSION " 10").add(arch.name).add_file(cc);
    key.add(info.flags).add(info.gcc_flags).add(info.clang_flags).add(info.library_flags);
    key.add(fs::exists(info.c_library) ? "with a C library" : "");
    for (const std::string& flag : cc_flags) key.add(flag);
    fs::path file = cache / "toolchains" / (key.text() + ".json");
    if (auto content = read_entry(file)) {
        try {
            json answer = parse_json(*content);
            if (answer.is_null()) return {};
            auto toolchain = answer.get<Toolchain>();
            toolchain.arch = &arch;
            return toolchain;
        } catch (const json::exception&) {
            // Another version of natmod wrote this: ask again.
        }
    }
    bool lacks_headers = false;
    std::optional<Toolchain> toolchain = ask(arch, cc, cc_flags, &lacks_headers);
    if (!lacks_headers) write_entry(file, json_text(toolchain ? json(*toolchain) : json()));
    return toolchain;
}

}  // namespace

std::string install_hint(const abi::Arch& arch) {
    const abi::Compilers& info = arch.compilers;
    return info.package.empty() ? std::string(info.instead)
                                : fmt::format("apt install {}", info.package);
}

std::string chosen_compiler(const abi::Arch& arch, const BuildOptions& options) {
    std::string for_all, for_arch;
    for (const std::string& word : options.cc) {
        size_t equals = word.find('=');
        std::string name = word.substr(0, equals);
        bool plain = std::all_of(name.begin(), name.end(),
                                 [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
        if (equals == std::string::npos || !plain) {
            for_all = word;  // perhaps a program with an = in its flags
        } else if (&abi::require_arch(name) == &arch) {
            for_arch = word.substr(equals + 1);
        }
    }
    return for_arch.empty() ? for_all : for_arch;
}

Toolchain find_toolchain(const abi::Arch& arch, const BuildOptions& options,
                         const fs::path& cache) {
    std::vector<std::string> programs = candidates(arch);
    const char* cross = std::getenv("CROSS");
    bool chosen = true, any_clang = false;
    if (std::string cc = chosen_compiler(arch, options); !cc.empty()) {
        programs = {cc};
    } else if (options.prefer_clang) {
        programs = {kClang};
        any_clang = true;
    } else if (cross != nullptr && *cross != '\0') {
        programs = {std::string(cross) + "gcc"};
    } else {
        chosen = false;
        any_clang = true;
    }
    bool found_any = false;
    for (size_t i = 0; i < programs.size(); ++i) {
        // Only where it comes to that: each version is looked for in each folder of PATH.
        if (any_clang && programs[i] == kClang) {
            std::vector<std::string> versions = clang_versions();
            programs.insert(programs.begin() + static_cast<ptrdiff_t>(i) + 1, versions.begin(),
                            versions.end());
        }
        std::vector<std::string> words = split_shell_words(programs[i]);
        if (words.empty()) continue;
        fs::path cc = find_program(words[0]);
        if (cc.empty()) continue;
        found_any = true;
        words.erase(words.begin());
        if (auto toolchain = ask_cached(arch, cc, words, cache)) return *toolchain;
    }
    if (chosen && found_any) {
        throw Error(fmt::format("{} makes no code for {}", programs[0], arch.name),
                    "natmod toolchains lists the compilers found");
    }
    if (chosen) {
        throw Error(fmt::format("the compiler {} is not found", programs[0]),
                    options.prefer_clang ? "apt install clang" : "is it installed, and in PATH?");
    }
    throw Error(fmt::format("there is no compiler for {}: looked for {}", arch.name,
                            fmt::format("{}", fmt::join(programs, ", "))),
                install_hint(arch));
}

}  // namespace natmod::driver
