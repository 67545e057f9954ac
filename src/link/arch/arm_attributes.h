// How an ARM object passes floats, by its section of build attributes.
#pragma once

#include "link/context.h"

namespace natmod::link {

FloatAbi arm_float_abi(const ElfObject& elf);

}  // namespace natmod::link
