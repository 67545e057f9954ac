// SPDX-License-Identifier: MIT
// A decoded .mpy for `natmod inspect`: as text for people, as JSON for programs.
#pragma once

#include <string>

#include "mpy/describe.h"

namespace natmod::mpy {

struct PrintOptions {
    std::string name;          // of the file
    size_t size = 0;           // of the file, bytes
    bool disassemble = false;  // list machine code and bytecode
};

// `write` gets the text in pieces: as a whole it may be far larger than the file.
void print_text(const MpyFile& file, const PrintOptions& options, const Write& write);
void print_json(const MpyFile& file, const PrintOptions& options, const Write& write);

}  // namespace natmod::mpy
