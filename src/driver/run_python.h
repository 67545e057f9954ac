// SPDX-License-Identifier: MIT
// Runs MicroPython with modules that it can import.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "driver/build_options.h"
#include "driver/firmware.h"

namespace natmod::driver {

// What MicroPython is to run.
struct PythonRun {
    std::optional<std::string> code;  // -c
    std::vector<std::string> rest;    // the script and its arguments, or those for -c
};

// Builds the modules of `target` for that firmware; takes a .mpy as it is. Throws Error.
std::vector<std::filesystem::path> modules_for(const Firmware& firmware, const std::string& target,
                                               BuildOptions options);

// Replaces this process by that MicroPython. It finds the modules even where a folder or file of
// the same name would hide them.
[[noreturn]] void run_python(const Firmware& firmware,
                             const std::vector<std::filesystem::path>& modules,
                             const PythonRun& run);

}  // namespace natmod::driver
