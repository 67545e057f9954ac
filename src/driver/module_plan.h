// What the scans of all sources say together: the module's name, the object that the import adopts,
// and everything that the generated files declare.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "source/scan.h"

namespace natmod::driver {

// A registered module as Python will import it.
struct PlannedModule {
    std::string name;  // "pkg.sub"
    source::Registration registration;
    bool submodules = false;  // its globals table holds module objects
};

struct ModulePlan {
    std::string name;                    // of the .mpy, and of what is imported from it
    std::vector<PlannedModule> adopted;  // one, or none for a package that is only a prefix
    std::vector<PlannedModule> others;   // made importable while `name` is imported
    std::vector<source::Delegation> delegations;
    std::vector<source::RootPointer> root_pointers;  // each declaration once
    std::vector<std::string> qstrs;                  // sorted identifiers, each once
    std::vector<std::string> sources;
    Place mpy_init;                // where a source defines it; then none is generated
    bool opaque_arguments = true;  // of all scans
};

// Puts the scans together. `chosen_name` (from --name, a Makefile's MOD) may be empty. Throws Error
// if nothing is registered and no source has an mpy_init, if a name is registered twice, if a
// registered object is static, or if several modules have no common name and none was chosen.
ModulePlan plan_module(std::span<const source::Scan> scans, std::string_view chosen_name = {});

// The same for a build, which needs a name: the chosen one, the registered one, the one that the
// sources register in a firmware's build, or `fallback`. Throws Error if all are empty.
ModulePlan plan_named_module(std::span<const source::Scan> scans, std::string_view chosen_name,
                             std::string_view fallback);

// The definition with that name in any of the scans, nullptr if there is none.
const source::Definition* find_definition(std::span<const source::Scan> scans,
                                          std::string_view kind, std::string_view name);

// The globals table of that module object as far as the scans show it, nullptr otherwise.
const source::Definition* find_globals_table(std::span<const source::Scan> scans,
                                             std::string_view object);

}  // namespace natmod::driver
