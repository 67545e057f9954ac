// What a build is asked to make: which modules, for which architectures.
#pragma once

#include <string>
#include <vector>

#include "driver/build_options.h"
#include "driver/module.h"

namespace natmod::driver {

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
