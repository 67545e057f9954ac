// SPDX-License-Identifier: MIT
// The SDK's C functions (sdk/rt/) as a library for the linker, librt.a: an index of names, and the
// objects, which are compiled when a link needs them. One for each compiler, architecture and ABI
// sub-version; the cache folder keeps it for all builds.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "driver/build_job.h"
#include "driver/toolchain.h"

namespace natmod::driver {

// The library's path, in `cache`, or in the other one if nothing can be written there; see
// link::kSourceLibrary. Writes the index and the rules for the objects if they do not exist. Throws
// Error if that fails.
std::filesystem::path runtime_library(const Toolchain& toolchain, int abi,
                                      const std::filesystem::path& cache,
                                      const std::filesystem::path& other_cache);

// A short name for what all files of the SDK hold that the runtime is made of.
std::string sdk_content(const std::filesystem::path& cache);

struct CompiledRuntime {
    std::filesystem::path folder;  // with the objects
    size_t compiled = 0;           // those that another build had not compiled yet
};

// Compiles objects of that library, in the library's folder, or in the other cache if nothing can
// be written there. Two builds may do it at once. Throws Error.
CompiledRuntime compile_runtime(const std::filesystem::path& library,
                                const std::vector<std::string>& objects, std::string_view arch);

// Compiles all of it for a release, into the SDK in that folder; builds with that SDK then take the
// objects from there. Throws Error.
void prebuild_runtime(const Toolchain& toolchain, int abi, const std::filesystem::path& sdk,
                      const std::filesystem::path& cache);

// What compile_runtime() in a process that a build starts has to know of its options.
std::vector<std::string> runtime_environment(const BuildJob& job);

}  // namespace natmod::driver
