// SPDX-License-Identifier: MIT
#include "doctor/doctor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "abi/arch.h"
#include "base/cache.h"
#include "base/error.h"
#include "base/process.h"
#include "base/report.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "board/mpremote.h"
#include "driver/debian.h"
#include "driver/firmware.h"
#include "driver/toolchain.h"

namespace fs = std::filesystem;

namespace natmod::doctor {
namespace {

constexpr const char* kMachine = "this machine";

// A program that something needs.
struct Program {
    const char* group;
    const char* name;  // or several, of which one is enough
    const char* use;   // what cannot be done without it
    const char* package;
    const char* version = "--version";  // the word that makes it say its version
    bool needed = false;
    std::string (*mend)() = nullptr;  // if no package does
};

constexpr Program kPrograms[] = {
    {kMachine, "ninja", "nothing builds", "ninja-build", "--version", true},
    {"descriptions", "make", "no build from micropython.mk", "make"},
    {"descriptions", "cmake", "no build from micropython.cmake", "cmake"},
    {"boards", "mpremote", "no natmod deploy, no --device", "", "version", false,
     board::how_to_install_mpremote},
    {"emulators", "qemu-arm-static qemu-arm", "no run or test of a module for ARM on this machine",
     "qemu-user-static"},
    {"debugging", "gdb", "no natmod debug", "gdb"},
    {"debugging", "gdb-multiarch", "no natmod debug for ARM", "gdb-multiarch"},
    {"debugging", "valgrind", "no natmod profile, no memcheck", "valgrind"},
};

// What a program prints; empty if it fails.
std::string output_of(const std::vector<std::string>& command) {
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    options.environment = {kPlainWords};
    ProcessResult result = run_process(command, options);
    return result.status == 0 ? result.output : "";
}

Check check(const Program& program) {
    std::string names = program.name;
    std::string first = names.substr(0, names.find(' '));
    Check check{program.group, first, program.needed, {}, {}, {}};
    for (size_t at = 0; at < names.size();) {
        size_t end = std::min(names.find(' ', at), names.size());
        fs::path path = find_program(names.substr(at, end - at));
        at = end + 1;
        if (path.empty()) continue;
        std::string version = version_in(output_of({path.string(), program.version}));
        check.found = fmt::format("{}{}{}", version, version.empty() ? "" : ": ", path.string());
        return check;
    }
    check.lacks = program.use;
    check.mend = program.mend != nullptr ? program.mend() : driver::apt_install(program.package);
    return check;
}

// Where Debian has no compiler, Natmod may have one.
std::string mend_compiler(const abi::Arch& arch) {
    const abi::Compilers& info = arch.compilers;
    if (!info.get.empty() && !find_program("apt-get").empty())
        return fmt::format("natmod toolchains --get {}", arch.name);
    return info.package.empty() ? std::string(info.instead) : driver::apt_install(info.package);
}

Check check(const abi::Arch& arch, bool is_own, const fs::path& cache) {
    Check check{
        is_own ? kMachine : "other architectures", std::string(arch.name), is_own, {}, {}, {}};
    const abi::Compilers& info = arch.compilers;
    try {
        driver::Toolchain toolchain = driver::find_toolchain(arch, {}, cache);
        check.found = fmt::format("{} {}: {}", toolchain.clang ? "clang" : "gcc",
                                  version_in(toolchain.version), toolchain.cc);
        if (find_program(toolchain.cxx).empty()) {
            check.needed = false;
            check.lacks = "no C++ compiler";
            check.mend = driver::apt_install(info.cxx_package);
        }
    } catch (const Error&) {
        check.lacks = "no compiler";
        check.mend = mend_compiler(arch);
    }
    return check;
}

Check check_micropython() {
    Check check{kMachine, "micropython", true, {}, {}, {}};
    try {
        std::string program = driver::find_micropython({});
        driver::Firmware firmware = driver::ask_firmware(program);
        std::string version = version_in(output_of(
            {program, "-c", "import sys; print('%d.%d.%d' % sys.implementation.version[:3])"}));
        check.found = fmt::format("{} for {}, ABI 6.{}: {}", version, firmware.arch->name,
                                  firmware.abi, program);
    } catch (const Error& error) {
        check.lacks = error.findings().front().text;
        check.mend = error.findings().front().hint;
    }
    return check;
}

// The first line of an error of ours, without what every line begins with.
std::string first_error(const std::string& output) {
    constexpr std::string_view kMark = "error: ";
    size_t at = output.find(kMark);
    if (at == std::string::npos) return "";
    at += kMark.size();
    return output.substr(at, output.find('\n', at) - at);
}

// Not a list of parts that should do, but a module that is built and imported.
Check check_trial() {
    Check check{kMachine, "trial", true, {}, {}, {}};
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    std::vector<std::string> command = {
        "sh", "-c",
        "folder=$(mktemp -d) && trap 'rm -rf \"$folder\"' EXIT && cd \"$folder\" && "
        "\"$0\" new trial && \"$0\" run trial trial/test.py",
        program_path().string()};
    ProcessResult result = run_process(command, options);
    if (result.status == 0) {
        check.found = "a new module builds, and MicroPython imports it";
        return check;
    }
    std::string error = first_error(result.output);
    check.lacks = error.empty() ? "a new module does not build and run" : error;
    check.mend = "see the lines above; natmod new trial && natmod run -v trial trial/test.py";
    return check;
}

// What is only a part of a command has more words than packages.
bool is_plain_apt(const std::string& mend) {
    size_t at = mend.rfind(driver::kApt);
    return at != std::string::npos && mend.find("&&", at) == std::string::npos &&
           mend.find(":i386") == std::string::npos;
}

bool is_command(const std::string& mend) {
    return mend.find(driver::kApt) != std::string::npos || mend.starts_with("natmod ");
}

Check check_folder(const char* name, auto find) {
    Check check{kMachine, name, true, {}, {}, {}};
    try {
        check.found = find().string();
    } catch (const Error& error) {
        check.lacks = error.findings().front().text;
        check.mend = error.findings().front().hint;
    }
    return check;
}

}  // namespace

std::vector<Check> examine() {
    fs::path cache = cache_dir();
    const abi::Arch& own = driver::default_arch();
    std::vector<Check> checks = {check_folder("SDK", sdk_dir),
                                 check_folder("cache", [&] { return cache; }),
                                 check(own, true, cache)};
    auto add_programs = [&](bool needed) {
        for (const Program& program : kPrograms)
            if (program.needed == needed) checks.push_back(check(program));
    };
    add_programs(true);
    checks.push_back(check_micropython());
    checks.push_back(check_trial());
    for (const abi::Arch& arch : abi::all_archs())
        if (&arch != &own) checks.push_back(check(arch, false, cache));
    add_programs(false);
    return checks;
}

std::vector<std::string> mending(std::span<const abi::Arch* const> archs,
                                 std::span<const std::string> programs) {
    fs::path cache = cache_dir();
    std::vector<Check> checks;
    for (const Program& program : kPrograms)
        if (program.needed || std::ranges::find(programs, program.name) != programs.end())
            checks.push_back(check(program));
    for (const abi::Arch* arch : archs) {
        Check own = check(*arch, true, cache);
        checks.push_back(own);
        if (!own.found.empty() || !is_plain_apt(own.mend)) continue;
        // What it would say next.
        checks.emplace_back().mend = driver::apt_install(arch->compilers.cxx_package);
    }
    std::vector<std::string> commands;
    std::string all = mend_all(checks);
    if (!all.empty()) commands.push_back(all);
    for (const Check& check : checks) {
        bool is_in_all = !all.empty() && is_plain_apt(check.mend);
        if (check.mend.empty() || is_in_all) continue;
        if (!is_command(check.mend)) {
            report({{},
                    fmt::format("{}: {}", check.name, check.lacks),
                    check.mend,
                    FindingKind::note});
            continue;
        }
        if (std::ranges::find(commands, check.mend) == commands.end())
            commands.push_back(check.mend);
    }
    return commands;
}

bool is_well(const std::vector<Check>& checks) {
    return std::ranges::all_of(checks,
                               [](const Check& check) { return check.ok() || !check.needed; });
}

std::string mend_all(const std::vector<Check>& checks) {
    std::vector<std::string> packages;
    int count = 0;
    for (const Check& check : checks) {
        if (!is_plain_apt(check.mend)) continue;
        ++count;
        size_t at = check.mend.rfind(driver::kApt) + driver::kApt.size();
        for (std::string& name : split_shell_words(check.mend.substr(at)))
            if (std::ranges::find(packages, name) == packages.end())
                packages.push_back(std::move(name));
    }
    return count > 1 ? driver::apt_install(join_shell_words(packages)) : "";
}

std::string version_in(std::string_view text) {
    std::string version;
    text = text.substr(0, text.find('\n'));
    for (size_t at = 0; at < text.size();) {
        size_t end = std::min(text.find(' ', at), text.size());
        std::string_view word = text.substr(at, end - at);
        at = end + 1;
        auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
        auto first = std::ranges::find_if(word, is_digit);
        std::string_view digits(first, word.end());
        bool is_version =
            digits.find('.') != std::string_view::npos &&
            std::ranges::all_of(digits, [&](unsigned char c) { return is_digit(c) || c == '.'; });
        if (is_version) version = digits;
    }
    return version;
}

}  // namespace natmod::doctor
