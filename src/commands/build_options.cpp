#include "commands/build_options.h"

#include <filesystem>
#include <string>
#include <vector>

#include "abi/names.h"
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

void add_build_options(CLI::App& command, driver::BuildOptions& options) {
    command
        .add_option("--arch,--archs", options.archs,
                    "architectures to build for: x64,armv7emsp,... or all; may be repeated")
        ->allow_extra_args(false);
    command.add_flag("--strict", options.strict,
                     "with --arch all: fail if an architecture has no compiler");
    command.add_option_function<std::string>(
        "--abi", [&](const std::string& text) { options.abi = abi::parse_abi(text); },
        "native ABI of the firmware: 6.3 (MicroPython 1.23 and newer), 6.2 (1.22), 6.1 (1.20, "
        "1.21)");
    command.add_option("--name", options.name, "the name to import the module by");
    command
        .add_option_function<std::string>(
            "--from", [&](const std::string& text) { options.from = described_by(text); },
            "the description to read if a folder has both")
        ->check(CLI::IsMember({"any", "make", "cmake"}));
    command
        .add_option("--cc", options.cc,
                    "compiler to use instead of the known ones; ARCH=PROGRAM for one architecture; "
                    "may be repeated")
        ->allow_extra_args(false);
    command
        .add_option_function<std::string>(
            "--toolchain", [&](const std::string& text) { options.prefer_clang = text == "clang"; },
            "look for this kind of compiler only")
        ->check(CLI::IsMember({"gcc", "clang"}));
    command.add_option_function<std::string>(
        "--cflags",
        [&](const std::string& text) { append(options.flags, split_shell_words(text)); },
        "extra compiler flags for every source, as one argument");
    command.add_option_function<std::string>(
        "--ldflags", [&](const std::string& text) { options.ldflags = split_shell_words(text); },
        "libraries to link: -LDIR -lNAME or .a files, as one argument");
    command.add_option_function<Words>(
        "--externs",
        [&](const Words& files) {
            for (const std::string& file : files) options.externs.push_back(absolute(file));
        },
        "linker script with addresses in the firmware: NAME = 0xADDR;");
    command.add_option("--arch-flags", options.arch_flags,
                       "extensions that the code uses: " + abi::known_arch_flags());
    command
        .add_option_function<Words>(
            "-I",
            [&](const Words& folders) {
                for (const std::string& folder : folders)
                    options.flags.push_back("-I" + absolute(folder));
            },
            "folder to search for headers")
        ->allow_extra_args(false);
    command
        .add_option_function<Words>(
            "-D",
            [&](const Words& macros) {
                for (const std::string& macro : macros) options.flags.push_back("-D" + macro);
            },
            "macro to define: NAME or NAME=VALUE")
        ->allow_extra_args(false);
    command.add_option("--launcher", options.launcher,
                       "program to run the compiler with: ccache, distcc");
    command.add_option_function<std::string>(
        "--build-dir",
        [&](const std::string& folder) {
            if (!folder.empty()) options.build_dir = absolute(folder);
        },
        "folder for objects and results, instead of build-natmod");
    command.add_option("-j,--jobs", options.jobs, "number of compilers to run at once")
        ->check(CLI::Range(1, 1024));
    command.add_flag("--mutable-globals", options.mutable_globals,
                     "let Python assign the module's attributes; costs memory at import");
    command.add_flag("-g,--debug", options.debug, "put debug information into the objects");
    command.add_flag("-v,--verbose", options.verbose, "show every command");
}

}  // namespace natmod::commands
