// One module for one architecture on its way to a .mpy: what was asked for, and what was found for
// it. Every step of a build reads this.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "driver/build_options.h"
#include "driver/module.h"
#include "driver/toolchain.h"

namespace natmod::driver {

struct BuildJob {
    const ModuleDescription& module;
    const BuildOptions& options;
    Toolchain toolchain;
    std::filesystem::path work;               // the work folder; its files: work_files.h
    std::vector<std::string> libraries = {};  // archives, in the order they are searched

    const abi::Arch& arch() const { return *toolchain.arch; }
};

}  // namespace natmod::driver
