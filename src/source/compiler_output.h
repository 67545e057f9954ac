// SPDX-License-Identifier: MIT
// What compilers print, as findings: JSON where gcc was asked for it, else gcc's and clang's text.
#pragma once

#include <string_view>
#include <vector>

#include "base/finding.h"

namespace natmod::source {

// The errors and warnings in the output of one compiler or several, in order, as the compiler words
// them. What is inside a macro is placed where the user wrote the macro.
std::vector<Finding> read_compiler_output(std::string_view output);

}  // namespace natmod::source
