// SPDX-License-Identifier: MIT
// One module on its way to a .mpy for one architecture: what the user asked for, and what Natmod
// found for it. Every step of a build reads this.
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
    std::filesystem::path work;               // the work folder; work_files.h names its files
    std::vector<std::string> libraries = {};  // archives, in search order

    const abi::Arch& arch() const { return *toolchain.arch; }
};

}  // namespace natmod::driver
