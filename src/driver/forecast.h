// SPDX-License-Identifier: MIT
// What a build would make and with what, without building anything.
#pragma once

#include <filesystem>
#include <string>

#include "driver/targets.h"

namespace natmod::driver {

struct Forecast {
    std::string module;          // its name, as far as the text of its sources tells
    std::filesystem::path file;  // the .mpy, absolute
    std::string cc, compiler;    // path and version of the C compiler
};

// Throws Error if the target cannot be built because a compiler or ninja is missing.
Forecast forecast(const Target& target);

}  // namespace natmod::driver
