// SPDX-License-Identifier: MIT
// How much stack the module's functions take, as their compilers say it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "base/finding.h"
#include "link/context.h"
#include "link/frames.h"

namespace natmod::link {

struct StackUse {
    const Symbol* function = nullptr;
    Frame frame;
    bool outside = false;         // Python, the firmware or a pointer calls it
    std::vector<uint32_t> calls;  // functions of the module: indices
    // In `function` and all that it calls, without what the firmware's functions take.
    uint64_t deepest = 0;
    int next = -1;           // the function it calls on the deepest path; -1: none
    bool recursive = false;  // a path from it leads back to it, and is counted once
};

// Of every function that is linked.
std::vector<StackUse> stack_uses(const Context& ctx);

// For the map: each with its path, and why it may take more than is known.
nlohmann::json stack_json(const std::vector<StackUse>& uses);

// A warning for each function that makes a call take kMuchStack bytes or more.
inline constexpr uint64_t kMuchStack = 2048;
std::vector<Finding> stack_warnings(const std::vector<StackUse>& uses);

std::string map_json(const Context& ctx, const std::vector<StackUse>& stack);

}  // namespace natmod::link
