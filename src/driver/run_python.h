// SPDX-License-Identifier: MIT
// Runs MicroPython with modules that it can import.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/watch.h"
#include "driver/build_options.h"
#include "driver/firmware.h"

namespace natmod::driver {

// What MicroPython is to run.
struct PythonRun {
    std::optional<std::string> code;  // -c
    std::vector<std::string> rest;    // the script and its arguments, or those for -c
};

// As a literal of Python.
std::string python_text(const std::string& text);

// Whether the target is a .mpy, to be taken as it is.
inline bool is_mpy(const std::string& target) {
    return target.ends_with(".mpy");
}

// That file, unless it is missing or damaged. Throws Error.
std::filesystem::path mpy_to_run(const std::string& target);

// Builds a module and copies it there: MicroPython imports what this run built, though another
// build may follow at once. Throws Error.
std::filesystem::path build_into(const std::filesystem::path& folder,
                                 const ModuleDescription& module, const abi::Arch& arch,
                                 const BuildOptions& options);

// Builds the modules of `target` for that firmware; takes a .mpy as it is. Tells `input`, if it is
// not empty, what they are built from. Throws Error.
std::vector<std::filesystem::path> modules_for(const Firmware& firmware, const std::string& target,
                                               BuildOptions options, const AddInput& input = {});

// How to call that MicroPython in `directory`. It finds the modules even where a folder or file of
// the same name would hide them.
std::vector<std::string> micropython_command(const PythonRun& run, const Firmware& firmware,
                                             const std::vector<std::filesystem::path>& modules,
                                             const std::filesystem::path& directory);

// For its environment: "MICROPYPATH=..." with the modules' folders first, then those folders.
std::string module_path(const std::vector<std::filesystem::path>& modules,
                        const std::vector<std::filesystem::path>& folders = {});

// Replaces this process by that MicroPython.
[[noreturn]] void run_python(const Firmware& firmware,
                             const std::vector<std::filesystem::path>& modules,
                             const PythonRun& run);

}  // namespace natmod::driver
