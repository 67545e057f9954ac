// librt.a: the SDK's C functions (sdk/rt/), compiled once for a compiler, an architecture and an
// ABI sub-version, and kept in the cache folder for all builds.
#pragma once

#include <filesystem>

#include "driver/flags.h"
#include "driver/toolchain.h"

namespace natmod {

struct RuntimeOptions {
    FlagOptions flags;
    std::filesystem::path cache;
    int jobs = 0;
    bool verbose = false;
};

// The archive's path. Builds it if it is not there: in a folder of its own, which is then renamed,
// so that two builds at once do not see each other's halves. Throws Error if it cannot be built.
std::filesystem::path runtime_library(const Toolchain& toolchain, const RuntimeOptions& options);

}  // namespace natmod
