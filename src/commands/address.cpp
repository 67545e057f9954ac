// SPDX-License-Identifier: MIT
#include "commands/address.h"

#include <fmt/core.h>

#include <charconv>

#include "base/error.h"

namespace natmod::commands {

uint64_t address_of(std::string_view word) {
    std::string_view digits = word;
    int radix = 10;
    if (digits.starts_with("0x") || digits.starts_with("0X")) {
        digits.remove_prefix(2);
        radix = 16;
    }
    uint64_t value = 0;
    auto [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, radix);
    if (digits.empty() || failure != std::errc() || end != digits.data() + digits.size())
        throw Error(fmt::format("'{}' is not an address", word),
                    "write hexadecimal numbers with 0x: 0x20004f3a");
    return value;
}

}  // namespace natmod::commands
