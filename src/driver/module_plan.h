// SPDX-License-Identifier: MIT
// What the scans of all sources add up to: the module's name, the object that the import adopts,
// and all that the generated files declare.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "source/scan.h"

namespace natmod::driver {

// A registered module, as Python will import it.
struct PlannedModule {
    std::string name;  // "pkg.sub"
    source::Registration registration;
    bool submodules = false;  // its globals table holds module objects
};

struct ModulePlan {
    std::string name;                    // of the .mpy, and of the module that it imports as
    std::vector<PlannedModule> adopted;  // one, or none for a package that is only a prefix
    std::vector<PlannedModule> others;   // become importable when `name` is imported
    std::vector<source::Delegation> delegations;
    std::vector<source::RootPointer> root_pointers;  // each declaration once
    std::vector<std::string> qstrs;                  // sorted identifiers, each once
    std::vector<std::string> sources;
    Place mpy_init;                // where a source defines it; if so, we generate none
    bool opaque_arguments = true;  // of all scans
    bool static_arguments = true;  // likewise
    bool plain_streams = false;    // there are streams that no source asks for a seek
};

// Puts the scans together. `chosen_name` (from --name or a makefile's MOD) may be empty. Throws
// Error if nothing is registered and no source has an mpy_init; if a name is registered twice; if a
// registered object is static; or if several modules have no common name and none was chosen.
ModulePlan plan_module(std::span<const source::Scan> scans, std::string_view chosen_name = {});

// The same for a build, which needs a name. The first of these: the chosen one, the registered one,
// the one that the sources register in a firmware's build, `fallback`. Throws Error if all are
// empty.
ModulePlan plan_named_module(std::span<const source::Scan> scans, std::string_view chosen_name,
                             std::string_view fallback);

// The definition with that name in any of the scans; nullptr if there is none.
const source::Definition* find_definition(std::span<const source::Scan> scans,
                                          std::string_view kind, std::string_view name);

// The globals table of that module object; nullptr if the scans do not show it.
const source::Definition* find_globals_table(std::span<const source::Scan> scans,
                                             std::string_view object);

}  // namespace natmod::driver
