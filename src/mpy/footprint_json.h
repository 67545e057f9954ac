// SPDX-License-Identifier: MIT
// A Footprint as JSON, and back.
#pragma once

#include <nlohmann/json.hpp>

#include "mpy/footprint.h"

namespace natmod::mpy {

// What is missing, in the JSON of an earlier version, is 0.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Footprint, text, rodata, bss, relocs, fixups, heap,
                                                exec, freed, names)

}  // namespace natmod::mpy
