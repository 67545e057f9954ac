// SPDX-License-Identifier: MIT
// What works on this machine, and what would make the rest work.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "abi/arch.h"

namespace natmod::doctor {

// One thing that was looked at.
struct Check {
    std::string group, name;
    bool needed = false;  // to build modules for this machine, and to run them
    std::string found;    // what is there, for people; empty: nothing
    std::string lacks;  // what is wrong with it, or what cannot be done without it; empty: nothing
    std::string mend;   // a command for a shell where there is one, else a sentence

    bool ok() const { return lacks.empty(); }
};

// In groups. The last one of those that are needed builds and runs a module.
std::vector<Check> examine();

// Whether nothing is wrong with what is needed.
bool is_well(const std::vector<Check>& checks);

// One command for all that Debian's packages mend; empty if there are not two of them.
std::string mend_all(const std::vector<Check>& checks);

// Commands for a shell that make the machine build modules for those architectures, in C and C++,
// and with those other programs; none if it does. What they mend may show more that is missing.
std::vector<std::string> mending(std::span<const abi::Arch* const> archs,
                                 std::span<const std::string> programs);

// "4.3" of "GNU Make 4.3", as programs answer --version: the last word of the first line that
// is one.
std::string version_in(std::string_view text);

}  // namespace natmod::doctor
