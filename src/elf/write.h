// SPDX-License-Identifier: MIT
// Writes an ELF executable from its sections and symbols. Nothing runs it: debuggers read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "elf/object.h"

namespace natmod::elf {

// `sections` and `symbols` of `object` as parse_executable() would find them: section 0 is the null
// section, symbol 0 the null symbol; local symbols come first. Takes type, word size, machine and
// flags from `object`, too. The symbol table and the tables of strings are added behind the
// sections.
std::vector<uint8_t> write_executable(const ElfObject& object);

}  // namespace natmod::elf
