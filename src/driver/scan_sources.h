// SPDX-License-Identifier: MIT
// Scanning sources without a build, for natmod generate.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "source/scan.h"

namespace natmod::driver {

// `compiler` is the command with the user's flags, without a source. Throws Error with all that is
// wrong in the sources.
std::vector<source::Scan> scan_sources(std::span<const std::string> sources,
                                       std::vector<std::string> compiler);

// Warns where a compiler alone will not do and the source needs natmod compile.
void warn_of_places(std::span<const source::Scan> scans);

}  // namespace natmod::driver
