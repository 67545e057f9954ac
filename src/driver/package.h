// A folder that can be served as it stands, from which `mip` installs a module.
//
//     OUT/ARCH_ABI/NAME.mpy, package.json    for one architecture each
//     OUT/package.json, NAME/__init__.py     for all: a Python package that imports what fits
//
// With --flat no file lies in a folder, because the assets of a release cannot:
//
//     OUT/NAME-ARCH_ABI.mpy, NAME-ARCH_ABI.json
//     OUT/package.json, NAME.py
//
// Without --url the addresses in package.json are relative to it, which the mip of MicroPython 1.26
// and older takes for addresses that are not whole and fails.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "driver/build_options.h"

namespace natmod::driver {

struct PackageOptions {
    std::string output;  // OUT
    std::string version = "0.1", url;
    bool flat = false;
};

// Builds the module of `target` for the architectures of `build`, and then writes OUT, so that a
// failure leaves it as it was. Returns the modules written and the package.json of all. Throws
// Error.
std::vector<std::filesystem::path> write_package(const std::string& target,
                                                 const BuildOptions& build,
                                                 const PackageOptions& package);

}  // namespace natmod::driver
