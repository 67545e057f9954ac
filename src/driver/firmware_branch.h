// Recognises sources that register a module only where MICROPY_ENABLE_DYNRUNTIME is not defined, as
// in a firmware's build, and have no mpy_init for MicroPython's own native builds, which define it.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::driver {

// Defined in native builds; sources test it to see where they are built.
inline constexpr std::string_view kBranchMacro = "MICROPY_ENABLE_DYNRUNTIME";

// What the text of one source says, whatever the preprocessor makes of other conditions.
struct BranchTexts {
    bool registers = false;              // under no condition about MICROPY_ENABLE_DYNRUNTIME
    bool registers_in_firmware = false;  // under one that it is not defined
    bool mpy_init = false;               // named at all
};

BranchTexts read_branches(std::string_view source);

// Whether the module is to be compiled without MICROPY_ENABLE_DYNRUNTIME: it is registered in no
// other way, and has no mpy_init of its own. Reads the sources, not what they include.
bool takes_firmware_branch(std::span<const std::filesystem::path> sources);

// The flag that says which branch is compiled: MICROPY_ENABLE_DYNRUNTIME is defined, as in every
// native build, unless the module takes the firmware's branch or `flags` choose themselves.
std::vector<std::string> branch_flags(std::span<const std::filesystem::path> sources,
                                      std::span<const std::string> flags);

}  // namespace natmod::driver
