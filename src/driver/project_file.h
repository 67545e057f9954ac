// SPDX-License-Identifier: MIT
// natmod.toml beside a module's description: what a command takes that is not on its command line.
// docs/project-file.md has every key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "driver/build_options.h"
#include "driver/module.h"

namespace natmod::driver {

inline constexpr const char* kProjectFile = "natmod.toml";

struct ProjectFile {
    std::filesystem::path path;  // empty: there is none
    std::string name;
    std::vector<std::string> archs;
    std::string abi;
    std::vector<std::string> cflags, ldflags;  // words, behind the module's own
    std::optional<bool> mutable_globals;
    std::optional<uint64_t> max_text, max_ram;  // bytes
    std::string version, url, output;           // of the package
    std::optional<bool> flat;
    std::vector<std::string> scripts, firmwares;  // of tests
    std::optional<uint64_t> timeout;
};

// The text of such a file. Throws Error that names each key and value that is wrong, with its line.
ProjectFile parse_project(std::string_view text, const std::filesystem::path& path);

// That in the folder; an empty one if there is none.
ProjectFile read_project(const std::filesystem::path& folder);

// That of the module: beside its description, else in the folder that the command named. A module
// of sources from the command line has none.
ProjectFile project_of(const ModuleDescription& module);

// With the file's name and globals, where the command line does not say.
BuildOptions with_project(BuildOptions options, const ProjectFile& project);

// The limits that a module with that many bytes exceeds.
std::vector<Finding> over_limits(const ProjectFile& project, uint64_t text, uint64_t ram);

}  // namespace natmod::driver
