// SPDX-License-Identifier: MIT
// Running other programs: compilers, make, ninja, MicroPython.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod {

struct ProcessOptions {
    bool capture = false;       // standard output goes to `output`, not to ours
    bool merge_errors = false;  // with capture: standard error too, in order
    // With capture: gets the output piece by piece as it comes, instead of `output`.
    std::function<void(std::string_view)> on_output = {};
    // With capture: called when nothing has come for two seconds. Returns how many milliseconds
    // more may pass until the next call.
    std::function<int()> on_quiet = {};
    std::vector<std::string> environment = {};  // "NAME=value", added to or replacing ours
    std::filesystem::path directory = {};       // to run in; empty: ours
    std::string hint = {};  // the remedy if there is no such program; empty: a general one
};

// For programs whose words natmod reads: in English, whatever the user's language is.
inline constexpr const char* kPlainWords = "LC_ALL=C";

struct ProcessResult {
    int status = 0;  // exit status; 128 + N when signal N ended it
    std::string output;
};

// Runs `command` (its first word is looked up in PATH unless it has a slash) and waits for it.
// Throws Error, which names the program, if it cannot be started.
ProcessResult run_process(std::span<const std::string> command, const ProcessOptions& options = {});

// The same, but replaces this process: never returns. Throws Error if it cannot be started.
[[noreturn]] void exec_process(std::span<const std::string> command,
                               const ProcessOptions& options = {});

// The program's path if it can be run: looked up in PATH unless it has a slash; empty if not.
std::filesystem::path find_program(const std::string& name);

// One word, quoted for a POSIX shell.
std::string shell_quote(const std::string& word);

}  // namespace natmod
