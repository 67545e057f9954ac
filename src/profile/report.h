// SPDX-License-Identifier: MIT
// Where the instructions of a module went, as text.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "profile/recording.h"

namespace natmod::profile {

// A table of functions, then the lines of sources below `folder`, with their text.
std::string report_text(const Recording& recording, const std::vector<LoadedModule>& modules,
                        const std::filesystem::path& folder);

}  // namespace natmod::profile
