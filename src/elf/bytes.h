// SPDX-License-Identifier: MIT
// Little-endian numbers at any address.
#pragma once

#include <cstddef>
#include <cstdint>

namespace natmod::elf {

inline uint16_t get16(const uint8_t* p) {
    return static_cast<uint16_t>(p[0] | p[1] << 8);
}
inline uint32_t get32(const uint8_t* p) {
    return get16(p) | static_cast<uint32_t>(get16(p + 2)) << 16;
}
inline uint64_t get64(const uint8_t* p) {
    return get32(p) | static_cast<uint64_t>(get32(p + 4)) << 32;
}

inline void put16(uint8_t* p, uint32_t value) {
    p[0] = static_cast<uint8_t>(value);
    p[1] = static_cast<uint8_t>(value >> 8);
}
inline void put32(uint8_t* p, uint32_t value) {
    put16(p, value);
    put16(p + 2, value >> 16);
}
inline void put64(uint8_t* p, uint64_t value) {
    put32(p, static_cast<uint32_t>(value));
    put32(p + 4, static_cast<uint32_t>(value >> 32));
}

// A target pointer: `size` is 4 or 8.
inline uint64_t get_word(const uint8_t* p, int size) {
    return size == 8 ? get64(p) : get32(p);
}
inline void put_word(uint8_t* p, int size, uint64_t value) {
    if (size == 8) {
        put64(p, value);
    } else {
        put32(p, static_cast<uint32_t>(value));
    }
}

inline uint64_t align_up(uint64_t value, uint64_t alignment) {
    return (value + alignment - 1) / alignment * alignment;
}

}  // namespace natmod::elf
