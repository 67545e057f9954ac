// SPDX-License-Identifier: MIT
// The offset that a word holds before the import adds an address to it: what cannot be one. Shared
// by the linker, which names the object, and natmod verify.
#pragma once

#include <cstdint>

namespace natmod::mpy {

// C allows no pointer outside its object, but compilers make some, not far away. What is far away
// is no offset: in a file it is code, or another word's link. `size` is that of what is there.
bool is_far_outside(uint64_t offset, uint64_t size, int word_size);

// An entry of the function table that is an object, not a function.
bool is_object_entry(uint64_t entry, int abi);

// How many bytes behind the entry's address C refers to: members of a type, nothing of a function.
uint64_t reach_of_entry(uint64_t entry, int abi, int word_size);

}  // namespace natmod::mpy
