// SPDX-License-Identifier: MIT
// Addresses on the command line.
#pragma once

#include <cstdint>
#include <string_view>

namespace natmod::commands {

// Decimal, or hexadecimal with 0x. Throws Error.
uint64_t address_of(std::string_view word);

}  // namespace natmod::commands
