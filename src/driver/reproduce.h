// SPDX-License-Identifier: MIT
// Whether a source gives a .mpy that is there already, byte for byte.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "driver/build_options.h"
#include "driver/targets.h"

namespace natmod::driver {

// What a .mpy is made of, without paths: the versions of Natmod and the compiler, the SDK, flags
// and sources. It is a file of its own, NAME.mpy.json, because in the .mpy it would make each
// longer by some 100 bytes.
nlohmann::json record_of(const Target& target);
std::filesystem::path record_file(const std::filesystem::path& mpy);

// Sets architecture and ABI as the file has them, if the options do not.
void build_like(const std::filesystem::path& mpy, BuildOptions& options);

// Builds the target anew, apart from other builds, and throws Error if that gives other bytes: what
// differs first, and what the file's record says about it.
void reproduce(const Target& target, const std::filesystem::path& mpy);

}  // namespace natmod::driver
