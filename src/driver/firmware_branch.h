// SPDX-License-Identifier: MIT
// Recognises sources that only build in a firmware: they register a module only where
// MICROPY_ENABLE_DYNRUNTIME is not defined, and have no mpy_init for MicroPython's own native
// builds, which define it.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::driver {

// Native builds define it; sources test it to see where they are built.
inline constexpr std::string_view kBranchMacro = "MICROPY_ENABLE_DYNRUNTIME";

// What the text of one source says, regardless of all other conditions in it.
struct BranchTexts {
    bool registers = false;              // no condition on MICROPY_ENABLE_DYNRUNTIME
    bool registers_in_firmware = false;  // only where it is not defined
    bool mpy_init = false;               // mentioned anywhere
};

BranchTexts read_branches(std::string_view source);

// Whether to compile the module without MICROPY_ENABLE_DYNRUNTIME, because that is the only way to
// register it and it has no mpy_init of its own. Reads the sources, not what they include.
bool takes_firmware_branch(std::span<const std::filesystem::path> sources);

// The flag that chooses the branch. It defines MICROPY_ENABLE_DYNRUNTIME, as every native build
// does, unless the module takes the firmware's branch or `flags` already make the choice.
std::vector<std::string> branch_flags(std::span<const std::filesystem::path> sources,
                                      std::span<const std::string> flags);

}  // namespace natmod::driver
