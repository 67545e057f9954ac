// From a described module to its .mpy file: one module, one architecture.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "driver/module.h"
#include "driver/toolchain.h"

namespace natmod {

struct BuildOptions {
    const Arch* arch = nullptr;
    int abi = kMaxAbi;
    ToolchainChoice toolchain;
    std::vector<std::string> flags;    // of the command line, for every source
    std::string launcher;              // in front of the compiler: ccache, distcc
    std::vector<std::string> externs;  // linker scripts with addresses of the firmware
    std::string arch_flags;            // of natmod ld
    bool mutable_globals = false;
    bool debug = false;
    int jobs = 0;  // 0: ninja's choice
    bool verbose = false;
    bool quiet = false;
    std::filesystem::path output;      // file; empty: NAME.mpy in the build folder
    std::filesystem::path output_dir;  // instead of `output`: NAME.mpy in there
    std::string name;                  // what the module must be called; empty: any
    bool write_compile_commands = true;
    // For a check: goes on after a failure, and what the programs print is added here instead of
    // being shown.
    std::string* messages = nullptr;
};

// Where objects and generated files of that module and architecture are. Sources from the command
// line have a folder of their own, as several may share one build folder.
std::filesystem::path work_folder(const ModuleDescription& module, const BuildOptions& options);

// Builds what has changed and puts the .mpy in place, which happens last and in one step: after
// any failure an older file is still as it was. Returns its path. Throws Error; messages of the
// programs that it runs are on standard error by then.
std::filesystem::path build_module(const ModuleDescription& module, const BuildOptions& options);

}  // namespace natmod
