// SPDX-License-Identifier: MIT
// Writes the static module that replaces mpy_init: its globals table, and an __init__ with what
// must run at import.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "migrate/definition.h"

namespace natmod::migrate {

// More notes help nobody.
inline constexpr size_t kMostNotes = 100;

struct ModuleInput {
    std::string file;       // for messages
    std::string module;     // the name to register
    std::string_view text;  // all of the file
    source::Code code;      // its tokens without comments
    const Entry* entry = nullptr;
    const std::vector<Definition>* definitions = nullptr;
    const Names* names = nullptr;
    bool cpp = false;  // C++ hides a const object
};

struct ModuleText {
    std::vector<std::string> functions;  // objects for MP_DYNRUNTIME_MAKE_FUNCTION
    std::string text;                    // tables and the module object
    std::string init_helpers;            // what __init__ calls
    std::string init;                    // the function that is __init__, or empty
    std::vector<Finding> notes;
};

// The static form of what is left of mpy_init after the definitions.
ModuleText static_module(const ModuleInput& input);

// Names for the objects of the functions given to MP_DYNRUNTIME_MAKE_FUNCTION in mpy_init.
std::map<std::string, std::string, std::less<>> made_functions(const Entry& entry,
                                                               source::Code code);

// Variables of mpy_init and its parameters.
std::set<std::string, std::less<>> local_names(const Entry& entry);

}  // namespace natmod::migrate
