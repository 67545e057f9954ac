// SPDX-License-Identifier: MIT
// Sources that are both: `#if MICROPY_ENABLE_DYNRUNTIME` has the mpy_init, and `#else` what
// firmware takes. Migration keeps one of the two.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::migrate {

struct Branches {
    // From this line of `text` on, so many lines of the source are gone.
    struct Gap {
        uint32_t line, gone;
    };
    std::string text;  // without the directives and branches that fell away
    std::vector<Gap> gaps = {{1, 0}};

    // Lines count from 1.
    uint32_t line_in_source(uint32_t line) const;
};

// Takes the branches for firmware if the source registers a module there. Otherwise those for a
// native module, and only of conditions that are about an mpy_init and what it fills.
Branches choose_branches(std::string_view source);

// The builds that code in a branch is for, as far as MICROPY_ENABLE_DYNRUNTIME tells.
enum class BranchKind { any, native, firmware };

struct OpenCondition {
    BranchKind here = BranchKind::any;
    BranchKind otherwise = BranchKind::any;  // in its #else and #elif
};

// Keeps `open`, the conditions around the next token, while the directives of a source go by.
void follow_condition(std::string_view directive, std::vector<OpenCondition>& open);

}  // namespace natmod::migrate
