// SPDX-License-Identifier: MIT
// Integer constant expressions of C, as their tokens stand in a preprocessed source.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "source/structure.h"

namespace natmod::stubs {

// What an identifier in an expression stands for, such as an enumerator; nothing if unknown.
using FindConstant = std::function<std::optional<int64_t>(std::string_view name)>;

// The expression's value if it is the same on every machine, with an int of 32 bits; else nothing.
std::optional<int64_t> constant(const source::Tokens& tokens, source::Range expression,
                                const FindConstant& find);

}  // namespace natmod::stubs
