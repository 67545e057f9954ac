// SPDX-License-Identifier: MIT
// The variable-length unsigned integer of .mpy files and of the fix-up stream.
#pragma once

#include <cstdint>
#include <vector>

namespace natmod::mpy {

// Appends `value`: seven bits a byte, most significant group first, bit 7 on all bytes but the
// last.
inline void put_varuint(std::vector<uint8_t>& out, uint64_t value) {
    int shift = 0;
    while (value >> shift >= 0x80) shift += 7;
    for (; shift > 0; shift -= 7)
        out.push_back(static_cast<uint8_t>(0x80 | (value >> shift & 0x7f)));
    out.push_back(static_cast<uint8_t>(value & 0x7f));
}

}  // namespace natmod::mpy
