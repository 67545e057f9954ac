// SPDX-License-Identifier: MIT
// A folder from which `mip` installs a module. A web server can serve it as it is.
//
//     OUT/ARCH_ABI/NAME.mpy, package.json    for one architecture each
//     OUT/package.json, NAME/__init__.py     for all: a Python package that imports what fits
//
// With --flat there are no subfolders, because the assets of a release cannot have any:
//
//     OUT/NAME-ARCH_ABI.mpy, NAME-ARCH_ABI.json
//     OUT/package.json, NAME.py
//
// NAME.pyi or NAME/__init__.pyi is for editors. No package.json lists it: a board has no use for
// it.
//
// With --firmware, the parts are for firmwares: OUT/LABEL/NAME.mpy, where LABEL is that of
// label_of_firmware() in targets.h.
//
// Without --url, addresses are relative to their package.json. The mip of MicroPython 1.26 and
// older does not understand that, and fails.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "driver/build_options.h"
#include "driver/targets.h"

namespace natmod::driver {

struct PackageOptions {
    std::string output;        // OUT
    std::string version, url;  // no version: the project file's, or 0.1
    bool flat = false;
    // Type stubs of a target's module: their names, such as NAME.pyi and PKG/__init__.pyi, and
    // texts.
    using Stubs = std::vector<std::pair<std::filesystem::path, std::string>>;
    std::function<Stubs(const Target&)> stubs;
};

// Builds the module of `target` for the architectures of `build`. Writes OUT only after that, so a
// failure leaves it as it was. Returns the modules written, and the package.json for all of them.
// Throws Error.
std::vector<std::filesystem::path> write_package(const std::string& target,
                                                 const BuildOptions& build,
                                                 const PackageOptions& package);

}  // namespace natmod::driver
