// SPDX-License-Identifier: MIT
// A .mpy file by name, for the subcommands.
#pragma once

#include <filesystem>

#include "base/file.h"
#include "mpy/decode.h"

namespace natmod::mpy {

struct LoadedMpy {
    MappedFile bytes;  // `mpy` points into it
    MpyFile mpy;
};

// Throws Error that says which file it was.
LoadedMpy load_mpy(const std::filesystem::path& path);

}  // namespace natmod::mpy
