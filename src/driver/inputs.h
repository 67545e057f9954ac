// SPDX-License-Identifier: MIT
// What a build of a module depends on, for who wants to know when to build it again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "driver/build_options.h"
#include "driver/module.h"

namespace natmod::driver {

// Descriptions, sources and folders of the module, and the headers that the compilers of the last
// build have read. Nothing that a build makes.
std::vector<std::filesystem::path> inputs_of(const ModuleDescription& module, const abi::Arch& arch,
                                             const BuildOptions& options);

// Whether a source, a header in a source's folder or the description was written after `time`.
bool is_changed_since(const ModuleDescription& module, std::filesystem::file_time_type time);

// The files in a rule for make that a compiler wrote (-MF).
std::vector<std::string> read_dependencies(const std::filesystem::path& file);

}  // namespace natmod::driver
