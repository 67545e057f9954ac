// SPDX-License-Identifier: MIT
// What users call architectures and ABIs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "abi/arch.h"

namespace natmod::abi {

// Throws Error for any other name; if it is that of a board, a CPU or another toolchain, the hint
// names the architecture.
const Arch& require_arch(std::string_view name);

// "6.3" or "3" -> 3. Throws Error for anything but kMinAbi to kMaxAbi.
int parse_abi(std::string_view text);

// The architectures whose files may say which extensions of the instruction set they need.
std::vector<std::string_view> archs_with_extensions();

// Their names, for help: "EXTENSION,... (ARCH)".
std::string known_arch_flags();

// A number, or such extensions separated by commas: the architecture flags of the .mpy header.
uint32_t parse_arch_flags(std::string_view text, const Arch& arch);

// Whether the text begins with one of the words of `patterns`, where '?' is any character.
bool begins_with_one_of(std::string_view text, std::string_view patterns);

// The architecture of modules for a machine like this one: `machine` is what uname(2) calls it, and
// `word_size` that of a program there, in bytes. If such machines run only an architecture of the
// other size, it is that one.
const Arch& arch_of_machine(std::string_view machine, int word_size);

}  // namespace natmod::abi
