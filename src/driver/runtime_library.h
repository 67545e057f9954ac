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
#include "link/link.h"

namespace natmod::driver {

// The library's path, in `cache`, or in the other one if nothing can be written there; see
// link::kSourceLibrary. Writes the index and the rules for the objects if they do not exist. Throws
// Error if that fails.
std::filesystem::path runtime_library(const Toolchain& toolchain, int abi,
                                      const std::filesystem::path& cache,
                                      const std::filesystem::path& other_cache);

// A short name for what all files of the SDK hold that the runtime is made of.
std::string sdk_content(const std::filesystem::path& cache);

// What a build says of how it is compiled.
struct RuntimeSettings {
    std::string launcher;
    int jobs = 0;
    std::filesystem::path other_cache = {};
};

RuntimeSettings runtime_settings(const BuildJob& job);
// A build hands them to natmod ld, which ninja runs, in the environment. (Words in the command
// would link again because of them.)
std::vector<std::string> runtime_environment(const RuntimeSettings& settings);
RuntimeSettings inherited_runtime_settings();

struct Linked {
    std::filesystem::path file;
    size_t size = 0;
    std::string note;  // a line about objects of the runtime that it compiled; may be empty
};

// Links into `output`; without one, beside the first input. Compiles objects of the runtime that
// are not there yet, in the library's folder, or in the other cache if nothing can be written
// there. Two builds may do it at once. Throws Error.
Linked link_with_runtime(link::LinkOptions options, const std::filesystem::path& output,
                         const RuntimeSettings& settings);

// Compiles all of it for a release, into the SDK in that folder; builds with that SDK then take the
// objects from there. Throws Error.
void prebuild_runtime(const Toolchain& toolchain, int abi, const std::filesystem::path& sdk,
                      const std::filesystem::path& cache);

}  // namespace natmod::driver
