// The compiler flags for every source of a module, and those for the runtime.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "driver/module.h"
#include "driver/toolchain.h"

namespace natmod {

struct FlagOptions {
    int abi = kMaxAbi;
    bool debug = false;  // -g
    bool lines = false;  // what the linker's messages need: lines of functions
    std::filesystem::path sdk;
};

// Words before the user's own, so that the user's win.
std::vector<std::string> compile_flags(const Toolchain& toolchain, Language language,
                                       const FlagOptions& options);

// The program that compiles that language: toolchain.cc or toolchain.cxx.
const std::string& compiler_for(const Toolchain& toolchain, Language language);

}  // namespace natmod
