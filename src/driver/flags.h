// SPDX-License-Identifier: MIT
// The compiler's arguments, for sources of modules and of the runtime.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/build_job.h"
#include "driver/module.h"
#include "driver/toolchain.h"

namespace natmod::driver {

enum class DebugInfo : uint8_t {
    lines,  // functions and line numbers, for the linker's messages and the symbol file
    full,
};

// Those that name a folder of headers, in the same word or the next.
inline constexpr std::string_view kIncludeOptions[] = {"-I", "-isystem", "-iquote", "-idirafter"};

// For every source, of a module or not. They come before the user's own, so that the user's win.
std::vector<std::string> compile_flags(const Toolchain& toolchain, Language language, int abi,
                                       DebugInfo debug);

// The same for a job's sources, including the generated ones.
std::vector<std::string> compile_flags(const BuildJob& job, Language language);

// For one of the module's sources: the flags above, the module's and the command line's. `branch`
// is the job's branch_flags_of(), passed in because it takes reading all sources.
std::vector<std::string> source_flags(const BuildJob& job, const SourceFile& source,
                                      std::span<const std::string> branch);

// The flag by which the module's sources see where they are built.
std::vector<std::string> branch_flags_of(const BuildJob& job);

// Whether flags ask for link-time optimization, and the note to show then. source_flags() leaves
// it out.
bool uses_lto(const ModuleDescription& module, const std::vector<std::string>& extra_flags);
inline constexpr std::string_view kNoLto =
    "-flto is left out: natmod links machine code, and drops what is unused itself";

// The program that compiles that language: toolchain.cc or toolchain.cxx.
const std::string& compiler_for(const Toolchain& toolchain, Language language);

}  // namespace natmod::driver
