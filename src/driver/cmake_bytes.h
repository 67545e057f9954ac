// SPDX-License-Identifier: MIT
// CMake's file API has other text in the place of names and flags that are not UTF-8. What CMake
// writes of the compilers' commands has their bytes.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace natmod::driver {

// Whether something may be missing in a target's reply, which is ASCII otherwise.
bool may_lack_bytes(std::string_view reply);

// Sets the sources and flags in `target`, a reply of the file API, from compile_commands.json in
// `binary_dir`. Throws Error, about the CMake file `file`, if that does not list the same sources,
// or if the names of libraries are not UTF-8 either.
void restore_bytes(nlohmann::json& target, const std::filesystem::path& file,
                   const std::filesystem::path& binary_dir);

}  // namespace natmod::driver
