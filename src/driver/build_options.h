// What may be asked of a build. Every step reads this one struct; the commands fill it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "abi/arch.h"
#include "driver/module.h"

namespace natmod::driver {

struct BuildOptions {
    // Each "all", or names with commas; none: what the MicroPython of this machine runs.
    std::vector<std::string> archs;
    bool strict = false;  // with "all": a missing compiler is an error
    int abi = abi::kMaxAbi;

    DescribedBy from = DescribedBy::any;
    std::filesystem::path build_dir;  // absolute; empty: build-natmod in each module's folder
    std::string name;                 // what the module must be called; empty: any

    // Compilers, perhaps with flags. ARCH=PROGRAM is for that architecture alone and comes before
    // one for all. The last of several counts.
    std::vector<std::string> cc;
    bool prefer_clang = false;
    std::string launcher;              // in front of the compiler: ccache, distcc
    std::vector<std::string> flags;    // for every source, behind the module's own
    std::vector<std::string> ldflags;  // likewise
    std::vector<std::string> externs;  // linker scripts with addresses of the firmware, absolute
    std::string arch_flags;            // of natmod ld
    bool mutable_globals = false;
    bool debug = false;

    int jobs = 0;  // 0: ninja's choice
    bool verbose = false;
    bool quiet = false;
    std::filesystem::path output;      // file; empty: NAME.mpy in the build folder
    std::filesystem::path output_dir;  // instead of `output`: NAME.mpy in there
    bool write_compile_commands = true;
    bool as_data = false;    // what compilers print is not shown, but reported and thrown
    bool for_check = false;  // goes on after a failure
    bool map = false;        // writes work_files::kMap
};

}  // namespace natmod::driver
