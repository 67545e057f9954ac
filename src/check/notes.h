// SPDX-License-Identifier: MIT
// How a module that builds behaves differently from firmware.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "check/report.h"
#include "driver/work_files.h"

namespace natmod::check {

// Notes from the scans and objects of a build, as far as they exist.
std::vector<Finding> build_notes(std::span<const driver::work_files::Products> build,
                                 const abi::Arch& arch);

// Where the objects of a build refer to the symbol, given its name in the objects.
std::vector<Place> symbol_places(std::span<const driver::work_files::Products> build,
                                 std::string_view name);

// What the module's code uses of others and where each comes from, from the same map.
std::map<std::string, std::string> map_symbols(std::string_view map);

// Notes on static buffers that lie in text, and on calls that take much stack, from the link map in
// JSON.
std::vector<Finding> map_notes(std::string_view map, const std::filesystem::path& directory);

}  // namespace natmod::check
