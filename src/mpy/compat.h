// SPDX-License-Identifier: MIT
// Tells from a file's header which MicroPython accepts it.
#pragma once

#include <string>
#include <vector>

#include "mpy/decode.h"

namespace natmod::mpy {

struct Acceptance {
    std::string releases;            // "1.23 and newer"; empty: no release
    std::vector<std::string> hosts;  // firmware architectures that accept the file
    std::string boards;              // what such hosts are found on
    std::vector<std::string> notes;  // what else the header demands
};

Acceptance who_accepts(const MpyFile& file);

// Whether that element or one below it is machine code.
bool has_native_code(const RawCode& code);

}  // namespace natmod::mpy
