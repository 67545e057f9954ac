// Finds the archives to link a module with.
#pragma once

#include <string>
#include <vector>

#include "driver/module.h"
#include "driver/toolchain.h"

namespace natmod {

// The files that the module's link flags mean: `-lNAME` is looked for in the `-L` folders and in
// the compiler's own; `-lm`, `-lc` and `-lgcc` are left out, as every module is linked with those
// of the toolchain that can be. Throws Error for a library that is not there.
std::vector<std::string> module_libraries(const ModuleDescription& module,
                                          const Toolchain& toolchain);

}  // namespace natmod
