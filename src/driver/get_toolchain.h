// SPDX-License-Identifier: MIT
// Compilers that Debian's stable release lacks, unpacked for one user without being installed.
#pragma once

#include <filesystem>

#include "abi/arch.h"

namespace natmod::driver {

// Where that of the architecture is, or would be: below $XDG_DATA_HOME/natmod, else
// ~/.local/share/natmod. Builds look there.
std::filesystem::path toolchain_folder(const abi::Arch& arch);

// The compiler in such a folder.
std::filesystem::path unpacked_compiler(const std::filesystem::path& folder);

// Unpacks it there unless it is there and works, and returns its path. Throws Error.
std::filesystem::path get_toolchain(const abi::Arch& arch, const std::filesystem::path& folder);

}  // namespace natmod::driver
