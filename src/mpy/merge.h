// SPDX-License-Identifier: MIT
// Merges several .mpy files into one: the native part of a module and parts written in Python, or
// Python files alone. At import all of them run in the one module, in order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace natmod::mpy {

struct MergeInput {
    std::string name;  // for messages
    std::span<const uint8_t> bytes;
};

// At most one input may hold machine code; it runs first, the others in the order given. A single
// input is returned as it is. All files but the first lose their source line numbers: a traceback
// could not say whose they are. Throws Error with the input's name as the place.
std::vector<uint8_t> merge_mpy(std::span<const MergeInput> inputs);

}  // namespace natmod::mpy
