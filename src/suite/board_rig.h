// SPDX-License-Identifier: MIT
// A board as what runs the scripts.
#pragma once

#include <string>

#include "driver/build_options.h"
#include "suite/rigs.h"

namespace natmod::suite {

// The board at that port, or the one that is connected for "auto". The modules go to its :lib.
// Makes `options` fit it. Throws Error.
Rig board_rig(const std::string& device, driver::BuildOptions& options, int seconds);

}  // namespace natmod::suite
