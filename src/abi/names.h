// What users call architectures and ABIs.
#pragma once

#include <string_view>

#include "abi/arch.h"

namespace natmod {

// Throws Error for a name that is none; the hint names the architecture if it is that of a board, a
// CPU or another toolchain.
const Arch& require_arch(std::string_view name);

// "6.3" or "3" -> 3. Throws Error for what is not kMinAbi to kMaxAbi.
int parse_abi(std::string_view text);

// What modules for a machine like this one are built for: `machine` is what uname(2) calls it, and
// `word_size` that of a program there, in bytes. For 64-bit ARM, which has no native modules, it
// is what the 32-bit MicroPython loads that such machines run.
const Arch& arch_of_machine(std::string_view machine, int word_size);

}  // namespace natmod
