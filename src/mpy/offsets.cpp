// SPDX-License-Identifier: MIT
#include "mpy/offsets.h"

#include <algorithm>

#include "mpy/fixups.h"

namespace natmod::mpy {

bool is_far_outside(uint64_t offset, uint64_t size, int word_size) {
    uint64_t mask = word_size == 4 ? UINT32_MAX : UINT64_MAX;
    uint64_t far = uint64_t{1} << (word_size == 4 ? 24 : 31);
    offset &= mask;
    return offset > size && std::min(offset - size, -offset & mask) > far;
}

bool is_object_entry(uint64_t entry, int abi) {
    std::string name = entry_name(entry, abi);
    return name.starts_with("mp_type_") || name.starts_with("mp_const_");
}

uint64_t reach_of_entry(uint64_t entry, int abi, int word_size) {
    constexpr uint64_t kMostWords = 32;
    return is_object_entry(entry, abi) ? kMostWords * static_cast<uint64_t>(word_size) : 0;
}

}  // namespace natmod::mpy
