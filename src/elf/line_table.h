// Source lines from DWARF, versions 2 to 5, for messages: only .debug_line is read, and only when a
// message is made.
#pragma once

#include <cstdint>
#include <string>

#include "elf/object.h"

namespace natmod {

// "file:line" of the code at `offset` in that section; empty if the object does not tell, or tells
// it in a way that is damaged, compressed or unknown.
std::string source_line(const ElfObject& object, uint32_t section, uint64_t offset);

}  // namespace natmod
