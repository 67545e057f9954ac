// SPDX-License-Identifier: MIT
// Recognises features of C++ that a module lacks in the words of compilers.
#pragma once

#include <optional>
#include <vector>

#include "base/finding.h"

namespace natmod::source {

// The first of a compiler's errors about exceptions or run-time type information, which are
// switched off: the compiler's place, our words and the remedy.
std::optional<Finding> missing_feature(const std::vector<Finding>& errors);

}  // namespace natmod::source
