// SPDX-License-Identifier: MIT
// Whether reading a description runs programs: make and CMake are languages that can. These readers
// know few words of them, and what they do not know counts as if it did.
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "driver/module.h"

namespace natmod::driver {

inline bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// Where the makefile, or one that it includes, may run a program, write a file or have a rule.
std::optional<Finding> code_in_make(const std::filesystem::path& makefile);

// Where the CMake file, or one that it includes, may run a program or write a file.
std::optional<Finding> code_in_cmake(const std::filesystem::path& file);

// Either, by the file's name.
std::optional<Finding> code_in_description(const std::filesystem::path& file);

// A flag of the module's that may make a compiler run something, or write other files than its
// object.
std::optional<Finding> code_in_flags(const ModuleDescription& module);

}  // namespace natmod::driver
