// SPDX-License-Identifier: MIT
// Shows sizes as a page for a browser.
#pragma once

#include <string>
#include <vector>

#include "size/report.h"

namespace natmod::size {

// One HTML file that needs no other: a treemap to zoom and search.
std::string html_page(const std::vector<SizeReport>& reports);

}  // namespace natmod::size
