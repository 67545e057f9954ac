// SPDX-License-Identifier: MIT
// Colors of what people read on a terminal.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace natmod {

enum class Tone : uint8_t { plain, strong, good, bad, warning, note };

// --color: "auto", "always" or "never". For what this process and those that it forks print.
void set_color_mode(const std::string& mode);

// Whether that stream gets colors: as --color says, else on a terminal, unless NO_COLOR is set.
bool has_colors(std::FILE* stream);

// The text as it goes to that stream.
std::string colored(std::string_view text, Tone tone, std::FILE* stream);

// A line for standard error, of ours or of a compiler: "PLACE: error: TEXT", with the second word
// colored.
std::string colored_message(std::string_view line);

}  // namespace natmod
