// SPDX-License-Identifier: MIT
// Makes docs/api.md: what the SDK's headers declare, how a module gets it, and since which ABI.
#pragma once

#include <filesystem>
#include <string>

namespace natmod::docs {

// Reads the headers and the runtime's sources in `sdk`; the rest is from the tables of src/abi/.
// Throws Error for a declared name that nothing supplies.
std::string api_markdown(const std::filesystem::path& sdk);

}  // namespace natmod::docs
