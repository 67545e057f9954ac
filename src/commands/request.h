// The options that all commands which build have in common: build, run, check, package.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "driver/build.h"

namespace natmod {

struct BuildRequest {
    std::vector<std::string> archs;  // each "all", or names with commas
    bool strict = false;             // with "all": a missing compiler is an error
    std::string abi = "6.3";
    std::string from = "any";
    std::string toolchain;  // "", "gcc" or "clang"
    std::string cflags;     // as a shell would read them
    std::string ldflags;    // likewise
    std::vector<std::string> includes;
    std::vector<std::string> defines;
    std::string build_dir;
    BuildOptions options;
};

// Adds the options to `command`. The request must live as long as the command.
void add_build_options(CLI::App& command, BuildRequest& request);

// The modules of a folder, or the one of the sources named.
std::vector<ModuleDescription> requested_modules(const std::vector<std::string>& targets,
                                                 const BuildRequest& request);

// The options as the build takes them, but for the architecture. Throws Error.
BuildOptions requested_options(const BuildRequest& request);

// The architectures that are asked for, each once; none if none is. Throws Error for an unknown
// name.
std::vector<const Arch*> requested_archs(const BuildRequest& request);

// Those, or the default one. Of "all", those that have a compiler: what is left out is said on
// standard error. Throws Error if nothing remains.
std::vector<const Arch*> buildable_archs(const BuildRequest& request, const BuildOptions& options);

}  // namespace natmod
