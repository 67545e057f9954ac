// SPDX-License-Identifier: MIT
// Reads the two kinds of GNU linker script that turn up as inputs of a module's link.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace natmod::elf {

// Files that a script of the form `GROUP ( a.a AS_NEEDED ( b.a ) )` or `INPUT(...)` names, as
// paths; `-lNAME` means libNAME.a. Names without a folder are in the script's own. Shared libraries
// are left out. Empty if the text is no such script.
std::vector<std::string> read_group_script(std::string_view text, const std::string& path);

// The symbols of `name = 0xADDR;` and `PROVIDE ( name = 0xADDR );` lines, the form of lists of
// functions in ROM. Everything else in the text is left alone.
std::vector<std::pair<std::string_view, uint64_t>> read_address_script(std::string_view text);

}  // namespace natmod::elf
