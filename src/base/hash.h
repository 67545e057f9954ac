// SPDX-License-Identifier: MIT
// FNV-1a, of words of eight bytes and then of single ones: tells files apart, and notices damage.
// Each start of a build hashes some hundred kilobytes. Not for what an enemy chose.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace natmod {

constexpr uint64_t kHashStart = 0xcbf29ce484222325;

inline uint64_t hash_bytes(const void* bytes, size_t size, uint64_t hash = kHashStart) {
    constexpr uint64_t kPrime = 0x100000001b3;
    const auto* p = static_cast<const unsigned char*>(bytes);
    for (; size >= 8; p += 8, size -= 8) {
        uint64_t word = 0;
        std::memcpy(&word, p, 8);
        hash = (hash ^ word) * kPrime;
        hash ^= hash >> 32;  // a product has the high bits of a word in its own high bits only
    }
    for (; size > 0; ++p, --size) hash = (hash ^ *p) * kPrime;
    return hash;
}

}  // namespace natmod
