// Sources that are both: `#if MICROPY_ENABLE_DYNRUNTIME` has the mpy_init, `#else` what firmware
// takes. Only one of the two is wanted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::migrate {

struct Branches {
    std::string text;             // without the directives and branches that fell away
    std::vector<uint32_t> lines;  // for each of its lines the line of the source, from 1
};

// Takes the branches for firmware if the source registers a module there. Otherwise those for a
// native module, and only of conditions that are about an mpy_init and what it fills.
Branches choose_branches(std::string_view source);

}  // namespace natmod::migrate
