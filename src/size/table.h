// Sizes as text for people.
#pragma once

#include <string>
#include <vector>

#include "size/report.h"

namespace natmod::size {

enum class By { file, function, section };

// A line per file, as size(1) prints them.
std::string totals_table(const std::vector<SizeReport>& reports);

// The module's items, the largest first.
std::string items_table(const SizeReport& report, By by);

// What has changed between two builds of the same modules: those of equal architecture are
// compared, and of equal name if there are several. Items are compared where both have them.
std::string changes_table(const std::vector<SizeReport>& before,
                          const std::vector<SizeReport>& after, By by);

}  // namespace natmod::size
