// SPDX-License-Identifier: MIT
// Splits text into words as a POSIX shell does, and quotes words back. Makefiles hold flags so.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod {

// The words of `text`: split at white space, without quotes and backslashes. Expands nothing. An
// unfinished quote reaches to the end.
std::vector<std::string> split_shell_words(std::string_view text);

// The words quoted where needed and joined by spaces.
std::string join_shell_words(std::span<const std::string> words);

}  // namespace natmod
