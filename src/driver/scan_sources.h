// Scanning sources without a build, for natmod generate.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "source/scan.h"

namespace natmod::driver {

// `compiler` is the call, with the user's flags but without a source. Throws Error with what is
// wrong in any of the sources.
std::vector<source::Scan> scan_sources(std::span<const std::string> sources,
                                       std::vector<std::string> compiler);

// Says where a compiler alone would not do, as natmod compile does more.
void warn_of_places(std::span<const source::Scan> scans);

}  // namespace natmod::driver
