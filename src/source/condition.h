// SPDX-License-Identifier: MIT
// Finds lines that count only under a condition: #if of C, ifeq of make, if() of CMake.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::source {

struct ConditionalLine {
    int number = 0;
    std::string text;                     // without blanks at its ends
    std::vector<std::string> conditions;  // as they are written, the innermost last
};

// The first line that `wanted` accepts inside a condition. `mark` is what directives begin with:
// "#" in C, nothing in makefiles and CMake's lists.
std::optional<ConditionalLine> find_conditional_line(
    std::string_view text, std::string_view mark,
    const std::function<bool(std::string_view)>& wanted);

}  // namespace natmod::source
