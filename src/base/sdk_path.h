// SPDX-License-Identifier: MIT
// Finds the SDK: the headers and runtime sources that modules compile against.
#pragma once

#include <filesystem>
#include <string>

namespace natmod {

// $NATMOD_SDK, else share/natmod/sdk of the installation that the running program belongs to,
// else `sdk` beside the program, which is a link in a build tree. Throws Error if none of them
// exists.
std::filesystem::path sdk_dir();

// The running program, absolute, for build rules that call it again.
std::filesystem::path program_path();

// The MicroPython checkout that MICROPYTHON names in the environment, for sources that include
// files of its extmod or lib. Empty if it names no folder.
std::filesystem::path checkout_dir();

// Lets MICROPYTHON name that folder, for this program and those that it runs. Throws Error if it
// is none.
void set_checkout_dir(const std::string& folder);

}  // namespace natmod
