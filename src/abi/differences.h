// SPDX-License-Identifier: MIT
// The names of MicroPython's API that a native module lacks, or that behave differently from
// firmware. natmod check and build warn of those that a module uses; docs/api.md lists them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace natmod::abi {

enum class Reach : uint8_t {
    different,  // it works, but differently
    absent,     // no native module can have it
    of_port,    // only a port has it: a module that uses it depends on that port
};

struct Difference {
    std::string_view names;  // separated by one space; a last `*` stands for any ending
    Reach reach = Reach::different;
    std::string_view text;         // how it differs, or why it is out of reach
    std::string_view remedy = {};  // what to do instead; empty if it works
};

std::span<const Difference> all_differences();

// The row of a name that is out of reach; nullptr if nothing is known about the name.
const Difference* find_unavailable(std::string_view name);

// How the name's function, object or macro behaves differently; empty if it does not.
std::string_view difference_of(std::string_view name);

}  // namespace natmod::abi
