// SPDX-License-Identifier: MIT
// Decides where each static definition goes: to the object's old declaration if everything it
// refers to is known there; else to where mpy_init stood, with a declaration at the old place if
// code needs one.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "migrate/definition.h"
#include "migrate/edits.h"

namespace natmod::migrate {

struct Placement {
    Edits edits;                     // at the old declarations
    std::vector<std::string> later;  // definitions for the place of mpy_init, in order
};

struct PlacementInput {
    std::string_view source;
    source::Code code, rest;  // of the file; rest: comments and directives
    const Entry* entry = nullptr;
    const std::vector<Declaration>* declarations = nullptr;
    std::set<std::string> not_before;  // objects that are only defined where mpy_init stood
    bool cpp = false;                  // C++ has no tentative definitions
};

// Places the definitions that have no problem.
Placement place(const PlacementInput& input, const std::vector<Definition>& definitions);

}  // namespace natmod::migrate
