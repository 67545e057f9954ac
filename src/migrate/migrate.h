// SPDX-License-Identifier: MIT
// Turns a source with a hand-written mpy_init (py/dynruntime.h) into one with a static module
// definition, which both firmware and Natmod build.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace natmod::migrate {

struct Migration {
    std::string text;                // the new source; the old one where nothing is to be done
    std::vector<Finding> notes;      // what is left to do by hand, with file:line
    std::set<std::string> constant;  // objects that its mpy_init filled and that are constant now
    bool registers = false;          // its mpy_init has become a registered module
};

// What a source has to do with the other files of its module.
struct Surroundings {
    bool dynruntime = false;         // one of the module's headers includes py/dynruntime.h
    std::string users;               // a header: the text of those who include it
    std::set<std::string> constant;  // `constant` of the files migrated before
};

// Whether the source includes py/dynruntime.h itself.
bool includes_dynruntime(std::string_view text);

// `file` is for messages and tells C from C++; `module` is the name to register.
Migration migrate_source(const std::string& file, std::string_view text, const std::string& module,
                         const Surroundings& surroundings = {});

}  // namespace natmod::migrate
