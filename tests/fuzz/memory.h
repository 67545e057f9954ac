// SPDX-License-Identifier: MIT
// How much memory the program has allocated with operator new, which this replaces.
#pragma once

#include <cstddef>

namespace natmod::fuzz {

// Bytes in use now, and the most since the last reset_peak().
size_t memory_in_use();
size_t peak_memory();
void reset_peak();

}  // namespace natmod::fuzz
