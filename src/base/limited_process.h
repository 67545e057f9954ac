// SPDX-License-Identifier: MIT
// Running a program that may hang, crash or print without end.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace natmod {

struct ProcessLimits {
    int seconds = 30;
    size_t output = size_t{16} << 20;  // bytes
};

struct LimitedResult {
    int status = 0;  // exit status; 128 + N when signal N ended it
    bool out_of_time = false, too_much_output = false;
    double seconds = 0;
    std::string output;  // standard output and standard error, in order
};

// Runs `command` in `directory` without any input. Whatever it has started ends with it, also when
// it goes beyond a limit, or when CatchInterrupts notes a signal. One that cannot be run says why,
// with status 127. Throws Error if there can be no process at all.
LimitedResult run_limited(std::span<const std::string> command,
                          const std::filesystem::path& directory,
                          const std::vector<std::string>& environment, const ProcessLimits& limits);

}  // namespace natmod
