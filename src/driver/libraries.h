// SPDX-License-Identifier: MIT
// Finds the archives to link a module with.
#pragma once

#include <string>
#include <vector>

#include "driver/module.h"
#include "driver/toolchain.h"

namespace natmod::driver {

// The files that the module's link flags name. Looks for `-lNAME` in the `-L` folders, then in the
// compiler's own. Leaves out `-lm`, `-lc` and `-lgcc`: every module gets the toolchain's, as far as
// they can be linked. Throws Error for a library that it does not find; one for a firmware may name
// libraries that are in the firmware, such as the Pico SDK's hardware_pwm.
std::vector<std::string> module_libraries(const ModuleDescription& module,
                                          const Toolchain& toolchain, bool for_firmware);

}  // namespace natmod::driver
