// SPDX-License-Identifier: MIT
// The .mpy container, version 6, as far as a single native module needs it.
// Format: MicroPython py/persistentcode.c; the facts are in docs/mpy-format.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace natmod::mpy {

// Destinations of a loader relocation: the number k of the relocation stream.
enum : int {
    kRelocText = 0,
    kRelocRodata = 2,
    kRelocBss = 4,
    kRelocQstrTable = 6,
    kRelocObjTable = 7,
    kRelocFunTable = 8,
    kRelocFunTableEntry = 9,  // + index of the entry: its contents, not its address
};

// The loader adds the destination's value to one pointer-sized word.
struct MpyReloc {
    bool in_rodata;   // which block the word is in: rodata or text
    uint32_t word;    // index of the word from the start of that block, in pointer words
    int destination;  // kReloc*; runs (1, 3, 5) are an encoding matter and not used here
};

// One native module: a viper raw code element and its tables; perhaps with a starter around it.
struct NativeModule {
    int arch = 0;             // MP_NATIVE_ARCH_*
    int abi = 3;              // sub-version
    uint32_t arch_flags = 0;  // RV32 extensions, firmware 1.27 and newer
    int small_int_bits = 31;
    std::vector<std::string> qstrs;  // entry 0: the file name
    int none_objects = 0;            // entries of the object table, None
    bool fun_table_object = false;   // the first is the function table instead
    std::vector<uint8_t> text;
    std::vector<uint8_t> rodata;
    uint32_t bss_size = 0;  // bytes
    std::vector<MpyReloc> relocs;
    // Machine code that the import runs first, position-independent: a raw code whose only child is
    // the module. Empty: there is none.
    std::vector<uint8_t> starter;
};

// What it takes in the file's qstr table.
size_t qstr_size(std::string_view text);

// The bytes of the .mpy file. Relocations are sorted and run-length encoded.
std::vector<uint8_t> encode_mpy(const NativeModule& module);

}  // namespace natmod::mpy
