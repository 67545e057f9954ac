// How a module that builds behaves differently from firmware.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "check/report.h"

namespace natmod::check {

// From the scans and objects, as far as they exist, of the build that `compile_commands` (the JSON
// file) describes.
std::vector<Finding> build_notes(const std::filesystem::path& compile_commands,
                                 const abi::Arch& arch);

// Where the objects of that build refer to the symbol, by its name in the objects.
std::vector<Place> symbol_places(const std::filesystem::path& compile_commands,
                                 std::string_view name);

// From the map of a link, as JSON: static buffers that lie in text.
std::vector<Finding> map_notes(std::string_view map, const std::filesystem::path& directory);

}  // namespace natmod::check
