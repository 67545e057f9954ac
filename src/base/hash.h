// SPDX-License-Identifier: MIT
// FNV-1a: tells files apart, and notices damage. Not for what an enemy chose.
#pragma once

#include <cstddef>
#include <cstdint>

namespace natmod {

constexpr uint64_t kFnvStart = 0xcbf29ce484222325;

inline uint64_t fnv1a(const void* bytes, size_t size, uint64_t hash = kFnvStart) {
    const auto* p = static_cast<const unsigned char*>(bytes);
    for (size_t i = 0; i < size; ++i) hash = (hash ^ p[i]) * 0x100000001b3;
    return hash;
}

}  // namespace natmod
