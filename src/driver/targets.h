// SPDX-License-Identifier: MIT
// What to build: which modules, for which architectures, into which file.
#pragma once

#include <string>
#include <vector>

#include "driver/build_options.h"
#include "driver/module.h"

namespace natmod::driver {

// One module for one architecture.
struct Target {
    ModuleDescription module;
    const abi::Arch* arch = nullptr;
    BuildOptions options;  // with this target's output
};

// The modules that `names` lists, for every architecture or firmware asked for. `output` is the
// file to write, or a folder for NAME.mpy. With several architectures or firmwares, each gets a
// subfolder. Throws Error.
std::vector<Target> requested_targets(const std::vector<std::string>& names,
                                      const BuildOptions& options, const std::string& output = {});

// How many of them to build at once, and how many jobs each then has.
int builds_at_once(std::vector<Target>& targets);

// What files for that firmware are told from others by: the name of its file, or of the folder if
// the file is called as all are (build-RPI_PICO/firmware.elf).
std::string label_of_firmware(const std::string& path);

// The modules in the folders named, or the one that the sources named make. Where descriptions run
// code, keeps other builds out of the build folders until natmod ends. Throws Error.
std::vector<ModuleDescription> requested_modules(const std::vector<std::string>& targets,
                                                 const BuildOptions& options);

// The architectures that words name, with commas between them, each once: `all` and `x64` add some,
// `-x64` leaves one out. May be empty. Throws Error for an unknown name.
std::vector<const abi::Arch*> named_archs(const std::vector<std::string>& words);

// Those asked for.
std::vector<const abi::Arch*> requested_archs(const BuildOptions& options);

// The same, or the default one if none was asked for. "all" means those with a compiler here; a
// note on standard error names each one left out. Throws Error if nothing remains.
std::vector<const abi::Arch*> buildable_archs(const BuildOptions& options);

}  // namespace natmod::driver
