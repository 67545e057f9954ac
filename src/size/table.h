// SPDX-License-Identifier: MIT
// Shows sizes as text for people.
#pragma once

#include <string>
#include <vector>

#include "size/report.h"

namespace natmod::size {

enum class By { file, function, section };

// One line per file, as size(1) prints them.
std::string totals_table(const std::vector<SizeReport>& reports);

// The module's items, largest first.
std::string items_table(const SizeReport& report, By by);

// What a call of each function takes of the stack, the most first.
std::string stack_table(const SizeReport& report);

// What changed between two builds of the same modules. Compares modules of the same architecture,
// and of the same name if there are several; and their items, if both have them.
std::string changes_table(const std::vector<SizeReport>& before,
                          const std::vector<SizeReport>& after, By by);

}  // namespace natmod::size
