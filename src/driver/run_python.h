// Running MicroPython with modules importable.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "driver/build_options.h"
#include "driver/firmware.h"

namespace natmod::driver {

// What the MicroPython is to run.
struct PythonRun {
    std::optional<std::string> code;  // -c
    std::vector<std::string> rest;    // script and its arguments, or those of -c
};

// The modules of `target`, built for that firmware, or the one .mpy that it names. Throws Error.
std::vector<std::filesystem::path> modules_for(const Firmware& firmware, const std::string& target,
                                               BuildOptions options);

// Becomes that MicroPython. The modules are found even where a folder or file hides them.
[[noreturn]] void run_python(const Firmware& firmware,
                             const std::vector<std::filesystem::path>& modules,
                             const PythonRun& run);

}  // namespace natmod::driver
