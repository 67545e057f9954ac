// SPDX-License-Identifier: MIT
// What a user may ask of a build. The commands fill this struct; every step reads it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "abi/arch.h"
#include "driver/module.h"

namespace natmod::driver {

struct BuildOptions {
    // As named_archs() reads them. None: what this machine's MicroPython runs.
    std::vector<std::string> archs;
    bool strict = false;  // with "all": a missing compiler is an error
    int abi = abi::kMaxAbi;
    bool abi_is_given = false;
    // The firmwares to build for, one file each: absolute paths of their ELF files, maps or lists
    // of symbols. None: any firmware.
    std::vector<std::string> firmwares;
    std::string firmware;                       // the one of this build
    std::vector<std::string> firmware_objects;  // files and folders of its build, absolute
    bool firmware_libs = false;                 // take libc, libm and libgcc from it
    // Where the headers of its port are; see port_headers.h.
    std::string like;                        // a source of the firmware
    std::filesystem::path compile_commands;  // absolute; empty: beside the firmware
    std::string port;                        // in the checkout
    std::vector<std::string> port_flags;     // port_flags() of them

    DescribedBy from = DescribedBy::any;
    std::filesystem::path build_dir;  // absolute; empty: build-natmod in each module's folder
    std::string build_subfolder;      // of it, for modules_for()
    std::string name;                 // what the module must be called; empty: any

    // Compilers, perhaps with flags. ARCH=PROGRAM is for that architecture alone and beats one
    // for all. The last of several counts.
    std::vector<std::string> cc;
    bool prefer_clang = false;
    std::string launcher;              // in front of the compiler: ccache, distcc
    std::vector<std::string> flags;    // for every source, after the module's own
    std::vector<std::string> ldflags;  // likewise
    std::vector<std::string> externs;  // absolute paths of linker scripts with firmware addresses
    std::string arch_flags;            // for natmod ld
    bool mutable_globals = false;
    bool debug = false;
    bool sanitize = false;         // find undefined behaviour when the module runs
    bool break_at_import = false;  // for natmod debug: its first instruction is a breakpoint

    int jobs = 0;  // 0: ninja's choice
    // If set, a build goes on with the sources that are left, and without the modules of several
    // that cannot be described: this gets what is wrong with each.
    GoOnAfter go_on_after;
    bool no_run = false;  // nothing of the module's folder but through a compiler
    bool verbose = false;
    bool quiet = false;                // no progress
    std::string count;                 // of several targets, in front of progress: "2/10 "
    std::filesystem::path output;      // a file; empty: NAME.mpy in the build folder
    std::filesystem::path output_dir;  // used without `output`: NAME.mpy goes there
    bool write_compile_commands = true;
    bool as_data = false;    // report and throw what compilers print; do not show it
    bool for_check = false;  // go on after a failure
    bool map = false;        // write work_files::kMap
};

}  // namespace natmod::driver
