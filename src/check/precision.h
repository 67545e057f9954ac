// SPDX-License-Identifier: MIT
// Finds uses of a float precision that a firmware may not have.
#pragma once

#include <string_view>

#include "abi/arch.h"

namespace natmod::check {

// One line about a function that makes or reads a float object, if firmware that accepts the
// architecture's files usually has, or may have, floats of the other precision. Empty for every
// other name. `name` is as in an object file's symbol table.
std::string_view precision_note(std::string_view name, const abi::Arch& arch);

}  // namespace natmod::check
