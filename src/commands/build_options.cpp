// SPDX-License-Identifier: MIT
#include "commands/build_options.h"

#include <filesystem>
#include <string>
#include <vector>

#include "abi/names.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

using Words = std::vector<std::string>;

// The build runs in other folders.
std::string absolute(const std::string& path) {
    return fs::absolute(path).lexically_normal().string();
}

void append(Words& list, const Words& more) {
    list.insert(list.end(), more.begin(), more.end());
}

driver::DescribedBy described_by(const std::string& text) {
    if (text == "make") return driver::DescribedBy::make;
    return text == "cmake" ? driver::DescribedBy::cmake : driver::DescribedBy::any;
}

}  // namespace

cli::Options targets_option(std::vector<std::string>& targets) {
    return {{"target", &targets,
             "folders with micropython.mk or micropython.cmake, those files themselves, a "
             "manifest.py, or sources"}};
}

cli::Options build_options(driver::BuildOptions& options) {
    return {
        {"--arch,--archs", &options.archs,
         "architectures to build for: x64,armv7emsp,... or all; all,-x64 leaves one out; may be "
         "repeated"},
        {"--strict", &options.strict, "with --arch all: fail if an architecture has no compiler"},
        {"--abi",
         [&](const std::string& text) {
             options.abi = abi::parse_abi(text);
             options.abi_is_given = true;
         },
         "native ABI of the firmware: 6.3 (MicroPython 1.23 and newer), 6.2 (1.22), 6.1 (1.20, "
         "1.21)"},
        {"--name", &options.name, "the name to import the module by"},
        {"--from",
         [&](const std::string& text) { options.from = described_by(text); },
         "the description to read if a folder has both",
         {.choices = {"any", "make", "cmake"}}},
        {"--cc", &options.cc,
         "compiler to use instead of the known ones; ARCH=PROGRAM for one architecture; may be "
         "repeated"},
        toolchain_option(options),
        {"--cflags",
         [&](const std::string& text) { append(options.flags, split_shell_words(text)); },
         "extra compiler flags for every source, as one argument"},
        {"--ldflags", [&](const std::string& text) { options.ldflags = split_shell_words(text); },
         "libraries to link: -LDIR -lNAME or .a files, as one argument"},
        {"--externs",
         [&](const std::string& file) { options.externs.push_back(absolute(file)); },
         "linker script with addresses in the firmware: NAME = 0xADDR;",
         {.repeatable = true}},
        {"--micropython", [](const std::string& folder) { set_checkout_dir(folder); },
         "MicroPython checkout, for headers that the SDK does not have; else MICROPYTHON in the "
         "environment"},
        {"--arch-flags", &options.arch_flags,
         "extensions that the code uses: " + abi::known_arch_flags()},
        {"-I",
         [&](const std::string& folder) { options.flags.push_back("-I" + absolute(folder)); },
         "folder to search for headers",
         {.repeatable = true}},
        {"-D",
         [&](const std::string& macro) { options.flags.push_back("-D" + macro); },
         "macro to define: NAME or NAME=VALUE",
         {.repeatable = true}},
        {"--launcher", &options.launcher, "program to run the compiler with: ccache, distcc"},
        {"--build-dir",
         [&](const std::string& folder) {
             if (!folder.empty()) options.build_dir = absolute(folder);
         },
         "folder for objects and results, instead of build-natmod"},
        {"-j,--jobs", &options.jobs, "how many compilers, or tests, to run at once", {.max = 1024}},
        {"--mutable-globals", &options.mutable_globals,
         "let Python assign the module's attributes; costs memory at import"},
        {"-g,--debug", &options.debug, "put debug information into the objects"},
        {"--sanitize", &options.sanitize,
         "find undefined behaviour as the module runs: raise RuntimeError with file and line"},
        {"--no-run", &options.no_run,
         "run nothing that the folder brings: refuse descriptions that run programs or have rules, "
         "and flags that may; see SECURITY.md"},
        {"-v,--verbose", &options.verbose, "show every command", {.excludes = {"--quiet"}}},
        {"-q,--quiet", &options.quiet, "show no progress"},
    };
}

cli::Options firmware_options(driver::BuildOptions& options) {
    return {
        {"--firmware",
         [&](const std::string& file) { options.firmwares.push_back(absolute(file)); },
         "build for this firmware alone, with all of its functions: its ELF file, a map of GNU ld, "
         "or a list of symbols; may be repeated",
         {.repeatable = true}},
        {"--firmware-objects",
         [&](const std::string& path) { options.firmware_objects.push_back(absolute(path)); },
         "with --firmware: its build folder, or an object or archive there; what the firmware "
         "lacks is linked from it",
         {.repeatable = true}},
        {"--firmware-libs", &options.firmware_libs,
         "take functions of libc, libm and libgcc from the firmware"},
        {"--like", &options.like,
         "with --firmware: find headers, and define macros, as the firmware's build did for this "
         "source of it"},
        {"--compile-commands",
         [&](const std::string& file) { options.compile_commands = absolute(file); },
         "the compile_commands.json that --like reads, if it is not beside the firmware"},
        {"--port", &options.port,
         "with --firmware: find headers in this port of the MicroPython checkout"},
    };
}

cli::Option toolchain_option(driver::BuildOptions& options) {
    return {"--toolchain",
            [&](const std::string& text) { options.prefer_clang = text == "clang"; },
            "look for this kind of compiler only",
            {.choices = {"gcc", "clang"}}};
}

}  // namespace natmod::commands
