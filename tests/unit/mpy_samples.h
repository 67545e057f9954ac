// SPDX-License-Identifier: MIT
// Small .mpy files for tests and as seeds for the fuzzers, written out byte by byte.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mpy/mpy.h"

namespace natmod::mpy::samples {

using Bytes = std::vector<uint8_t>;

// "4d 06" -> {0x4d, 0x06}; blanks may stand anywhere between bytes.
inline Bytes hex(std::string_view digits) {
    Bytes result;
    std::string pair;
    for (char c : digits) {
        if (c == ' ' || c == '\n') continue;
        pair += c;
        if (pair.size() < 2) continue;
        result.push_back(static_cast<uint8_t>(std::stoi(pair, nullptr, 16)));
        pair.clear();
    }
    if (!pair.empty()) throw std::invalid_argument("half a byte");
    return result;
}

// x64: mov rax, [rip+1]; ret; a word that the loader fills with None.
inline Bytes native_x64() {
    return hex(
        "4d 06 0b 1f  01 00"
        "0a 6d 2e 6d 70 79 00"  // "m.mpy"
        "81 02"                 // 16 bytes, viper
        "48 8b 05 01 00 00 00 c3  00 00 00 00 00 00 00 00"
        "10  13 02  ff");  // scope flags; word 1 += entry 0
}

// b.py: `x = 1`, `y = 'hello obj'` (from the object table).
inline Bytes bytecode() {
    return hex(
        "4d 06 00 1f  04 01"
        "08 62 2e 70 79 00  0f  02 78 00  02 79 00"
        "05 09 68 65 6c 6c 6f 20 6f 62 6a 00"
        "60  00 02 01  81 16 02  23 00 16 03  51 63");
}

// a.py: a function f(x) with a loop that `break` leaves through a finally block:
// while True: try: if x > 3: break; x = x + 1; finally: print(x)
// and then returns x.
inline Bytes bytecode_unwind() {
    return hex(
        "4d 06 00 1f  05 00"
        "08 61 2e 70 79 00  0f  02 66 00  02 78 00  81 77"
        "4c  00 02 01  32 00 16 02  51 63"  // 9 bytes, children
        "01"
        "81 70  2d 04 02 03"    // 30 bytes; 6 slots, an exception, one argument; names f, x
        "49 0d"                 //  0 SETUP_FINALLY 15
        "b0 83 d8 44 43"        //  2 POP_JUMP_IF_FALSE 10 unless x > 3
        "40 4f 01"              //  7 UNWIND_JUMP 24
        "b0 81 f2 c0 51"        // 10 x = x + 1; None for the finally block
        "12 04 b0 34 01 59 5d"  // 15 print(x), END_FINALLY
        "42 28"                 // 22 JUMP 0
        "b0 63");               // 24 return x
}

// A constant object of every kind, the last a tuple in a tuple.
inline Bytes every_object() {
    return hex(
        "4d 06 00 1f  01 0b  02 6f 00"
        "00 01 02 03 04"
        "05 03 69 27 0a 00  06 00 00  07 02 2d 35  08 03 32 2e 35  09 02 32 6a"
        "0a 02 01 0a 01 03"
        "28 00 02 00 51 63");
}

// A module with every destination of a relocation, data in both parts of the RAM block.
inline NativeModule native_module() {
    NativeModule module;
    module.arch = 2;
    module.qstrs = {"all.mpy", "area", "width", "height", "depth", "len"};
    module.none_objects = 1;
    module.text.assign(512, 0);
    module.text[0] = 0xeb;  // jmp to text + 4
    module.text[1] = 2;
    module.rodata.assign(96, 0);
    module.bss_size = 16;
    module.relocs = {{false, 2, kRelocBss},       {false, 3, kRelocText},
                     {false, 4, kRelocText},      {false, 5, kRelocRodata},
                     {false, 6, kRelocQstrTable}, {false, 7, kRelocObjTable},
                     {false, 8, kRelocFunTable},  {false, 10, kRelocFunTableEntry + 86},
                     {true, 10, kRelocText},      {true, 11, kRelocFunTableEntry}};
    return module;
}

// Adds a fix-up stream and the bytes that announce it to the module's text.
inline void append_fixups(NativeModule& module, const Bytes& stream) {
    module.text.insert(module.text.end(), stream.begin(), stream.end());
    size_t distance = stream.size() + 4;
    for (; module.text.size() % 4 != 0; distance++) module.text.push_back(0);
    for (int shift : {0, 8, 16}) module.text.push_back(static_cast<uint8_t>(distance >> shift));
    module.text.push_back('N');
}

// Puts a starter with that stream around the module.
inline void add_starter(NativeModule& module, const Bytes& stream) {
    NativeModule starter;
    starter.text = {0x55, 0xc3};
    append_fixups(starter, stream);
    module.starter = starter.text;
}

// For native_module(): every kind of fix-up and of builtin. The RAM block has 14 words.
inline Bytes every_fixup() {
    return hex(
        "06"           // builtins:
        "00 32"        // RuntimeError (static 50)
        "01"           // the type of a module
        "02 00"        // the type of None
        "03 73 81 26"  // micropython (static 115), area (166 is entry 1)
        "04 52 05"     // slot attr of entry 82
        "05 4b 0b"     // slot locals_dict of dict (static 75)
        "02"           // RAM block
        "12"           // word 2: object of entry 1, area
        "20 6b"        // word 3: object of len (static 107)
        "40 81 26"     // word 4: type name area
        "90 02"        // words 5 to 8: objects of entries 2 and 3, each with text
        "a0 01"        // words 9 and 10: object of entry 4, RAM
        "00"
        "01"        // text
        "31 81 26"  // word 1: number of area
        "57"        // word 9: text
        "61"        // word 11: RAM
        "70 05"     // word 12: builtin 5
        "80 07"     // word 13: entry 7
        "b0 02"     // words 14 and 15: text
        "c0 01"     // word 16: RAM
        "5f 01"     // word 33: text, 16 words skipped
        "00 00");
}

}  // namespace natmod::mpy::samples
