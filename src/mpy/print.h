// SPDX-License-Identifier: MIT
// A decoded .mpy for `natmod inspect`: as text for people, as JSON for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "mpy/decode.h"

namespace natmod::mpy {

struct PrintOptions {
    std::string name;          // of the file
    size_t size = 0;           // of the file, bytes
    bool disassemble = false;  // list machine code and bytecode
};

std::string mpy_to_text(const MpyFile& file, const PrintOptions& options);
nlohmann::json mpy_to_json(const MpyFile& file, const PrintOptions& options);

}  // namespace natmod::mpy
