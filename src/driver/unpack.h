// SPDX-License-Identifier: MIT
// What Natmod unpacks from Debian's packages, without installing it: where it is kept, and by what.
#pragma once

#include <filesystem>
#include <string_view>

namespace natmod::driver {

// $XDG_DATA_HOME/natmod, else ~/.local/share/natmod.
std::filesystem::path data_dir();

// A file of scripts/, in the source tree or where Natmod is installed. Throws Error if it is
// missing.
std::filesystem::path own_script(std::string_view name);

}  // namespace natmod::driver
