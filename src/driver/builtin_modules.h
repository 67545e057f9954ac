// SPDX-License-Identifier: MIT
// Modules that MicroPython has built in. `import` finds most of them before any file.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "driver/firmware.h"

namespace natmod::driver {

// Whether some port has one of that name.
bool is_builtin_module(std::string_view name);

// Reports each of the modules in whose place this MicroPython imports its own. (Some of its modules
// let a file come first.)
void report_hidden_modules(const Firmware& firmware,
                           const std::vector<std::filesystem::path>& modules);

}  // namespace natmod::driver
