// Compiles the SDK's C functions (sdk/rt/) into librt.a, once for each compiler, architecture and
// ABI sub-version. The cache folder keeps it for all builds.
#pragma once

#include <filesystem>

#include "driver/build_options.h"
#include "driver/toolchain.h"

namespace natmod::driver {

// The archive's path, in `cache`. Builds the archive if it does not exist, in a folder of its own
// that it then renames, so that two builds at once never see a half-made archive. Throws Error if
// that fails.
std::filesystem::path runtime_library(const Toolchain& toolchain, const BuildOptions& options,
                                      const std::filesystem::path& cache);

}  // namespace natmod::driver
