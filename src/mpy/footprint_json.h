// A Footprint as JSON, and back.
#pragma once

#include <nlohmann/json.hpp>

#include "mpy/footprint.h"

namespace natmod::mpy {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Footprint, text, rodata, bss, relocs, fixups, heap, exec, names)

}  // namespace natmod::mpy
