// SPDX-License-Identifier: MIT
// Finds an architecture's compilers, and says how to call them.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "abi/arch.h"
#include "driver/build_options.h"

namespace natmod::driver {

// A compiler that we found and asked about itself.
struct Toolchain {
    const abi::Arch* arch = nullptr;
    std::string cc;  // path, as found
    std::string cxx;
    bool clang = false;
    std::string version;             // one line for people
    std::vector<std::string> flags;  // CPU and code model; every call needs them
    // Make it write, beside an object, what stack its functions take and whom they call. Those that
    // it knows, for sources that become objects.
    std::vector<std::string> stack_flags;
    // Folders in which the compiler itself looks for -l libraries.
    std::vector<std::string> library_dirs;
    std::vector<std::string> libraries;  // libm.a, libc.a, libgcc.a, as far as they can be linked
};

// The compiler that `options` choose for the architecture; empty if they choose none. Throws Error
// for an unknown architecture before the `=`.
std::string chosen_compiler(const abi::Arch& arch, const BuildOptions& options);

// The chosen compiler, else $CROSS followed by "gcc", else the first compiler in the table that
// exists and makes code for `arch`. `cache` keeps a compiler's answers until the compiler changes.
// Throws Error if there is none; the hint names a package that has one.
Toolchain find_toolchain(const abi::Arch& arch, const BuildOptions& options,
                         const std::filesystem::path& cache);

// What to install if there is no compiler for that architecture.
std::string install_hint(const abi::Arch& arch);

}  // namespace natmod::driver
