// SPDX-License-Identifier: MIT
// Which architecture of native modules a firmware loads, by its ELF file.
#pragma once

#include "abi/arch.h"
#include "elf/object.h"

namespace natmod::firmware {

// Throws Error, naming the file, if there is none.
const abi::Arch* machine_of(const elf::ElfObject& elf);

}  // namespace natmod::firmware
