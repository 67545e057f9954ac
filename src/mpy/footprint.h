// SPDX-License-Identifier: MIT
// The sizes of the parts of a .mpy, and of what its import leaves in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mpy/decode.h"

namespace natmod::mpy {

// Bytes, except where it says words. Nested elements are added up.
struct Footprint {
    uint64_t text = 0;    // machine code and bytecode
    uint64_t rodata = 0;  // initialised part of the RAM block
    uint64_t bss = 0;
    uint64_t relocs = 0;  // words that the loader relocates
    uint64_t fixups = 0;  // words that the module's start code patches
    // What the loader itself, and start code that makes the globals, keep until the module is gone
    // or the heap is reset: on the GC heap, in whole GC blocks, and in memory of another kind for
    // executable code. What the module's own code allocates comes on top. Sizes of blocks:
    // MicroPython py/gc.h.
    uint64_t heap = 0;
    uint64_t exec = 0;
    // Of text: what is garbage on the GC heap after the import, a starter or the bytecode that runs
    // a merged file's parts.
    uint64_t freed = 0;
    // What the names in the file take on the GC heap if the firmware has none of them: text, and an
    // entry in its table of qstrs. It makes room for many at a time. MicroPython py/qstr.c.
    uint64_t names = 0;
};

Footprint footprint_of(const MpyFile& file);

// Why no board of the file's architecture has room for that; empty if one may have.
std::string misfit(const Footprint& footprint, int arch);
inline constexpr std::string_view kMisfitHint =
    "constant tables are in RAM as well: natmod size DIR --by function shows what is large";

}  // namespace natmod::mpy
