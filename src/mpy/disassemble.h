// SPDX-License-Identifier: MIT
// Machine code as text, by an objdump for the architecture, if there is one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace natmod::mpy {

struct AssemblyLine {
    uint64_t offset = 0;  // from the start of the code
    std::string text;     // bytes and instruction, as objdump writes them
};

// Empty if no objdump for that architecture (MP_NATIVE_ARCH_*) is found.
std::vector<AssemblyLine> disassemble(int arch, std::span<const uint8_t> code);

// The names of the programs that are tried, for a message.
std::string disassembler_names(int arch);

}  // namespace natmod::mpy
