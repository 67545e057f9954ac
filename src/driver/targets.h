// What a build is asked to make: which modules, for which architectures, into which file.
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
    BuildOptions options;  // with the output of this one
};

// The modules that `names` name, for every architecture asked for. `output` is the file to write,
// or a folder for NAME.mpy, with one folder per architecture in it if there are more. Throws Error.
std::vector<Target> requested_targets(const std::vector<std::string>& names,
                                      const BuildOptions& options, const std::string& output = {});

// The modules of folders, or the one of the sources named. Throws Error.
std::vector<ModuleDescription> requested_modules(const std::vector<std::string>& targets,
                                                 const BuildOptions& options);

// The architectures that are asked for, each once; none if none is. Throws Error for an unknown
// name.
std::vector<const abi::Arch*> requested_archs(const BuildOptions& options);

// Those, or the default one. Of "all", those that have a compiler: what is left out is said on
// standard error. Throws Error if nothing remains.
std::vector<const abi::Arch*> buildable_archs(const BuildOptions& options);

}  // namespace natmod::driver
