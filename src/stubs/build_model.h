// SPDX-License-Identifier: MIT
// From the sources of a module to what its stub says.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "driver/module_plan.h"
#include "stubs/model.h"
#include "stubs/unit.h"

namespace natmod::stubs {

// Where a class of a C type is, by what name.
struct Home {
    std::string module, name;
};
using Homes = std::map<std::string, Home, std::less<>>;

struct Model {
    std::vector<Module> modules;  // those that are not submodules of others
    Homes homes;
};

Model build_model(const Sources& sources, const driver::ModulePlan& plan);

}  // namespace natmod::stubs
