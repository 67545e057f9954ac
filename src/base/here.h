// SPDX-License-Identifier: MIT
// Names of files as the user sees them.
#pragma once

#include <filesystem>
#include <string>

namespace natmod {

// From the current folder, if the file is below that; else as it is.
std::string from_here(const std::filesystem::path& file);

}  // namespace natmod
