// The SDK's C functions (sdk/rt/) as a library for the linker, librt.a: an index of names, and the
// objects, which are compiled when a link needs them. One for each compiler, architecture and ABI
// sub-version; the cache folder keeps it for all builds.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "driver/build_options.h"
#include "driver/toolchain.h"

namespace natmod::driver {

// The library's path, in `cache`; see link::kSourceLibrary. Writes the index and the rules for the
// objects if they do not exist. Throws Error if that fails.
std::filesystem::path runtime_library(const Toolchain& toolchain, int abi,
                                      const std::filesystem::path& cache);

// Compiles objects of that library; returns how many were still to be compiled. Two builds may do
// it at once. Throws Error.
size_t compile_runtime(const std::filesystem::path& library, std::vector<std::string> objects,
                       std::string_view arch);

// What compile_runtime() in a process that a build starts has to know of its options.
std::vector<std::string> runtime_environment(const BuildOptions& options);

}  // namespace natmod::driver
