// SPDX-License-Identifier: MIT
// One line of progress at the bottom of a terminal: standard error's.
#pragma once

#include <string_view>

namespace natmod {

// Whether what goes to standard error ends on a terminal, perhaps by way of another natmod.
bool on_terminal();

// Replaces the line; it is cut to the terminal's width.
void show_status(std::string_view text);

// Removes it, if there is one, before something else is printed.
void clear_status();

}  // namespace natmod
