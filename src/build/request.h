// The options that every command which builds has: build, run, check, package.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "build/build.h"

namespace natmod {

struct BuildRequest {
    std::string archs;  // "", "all" or names with commas
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

// The architectures of `archs`; `standard` if it is empty. Throws Error for an unknown name.
std::vector<const Arch*> requested_archs(const std::string& archs, std::string_view standard);

// "6.3" or "3" -> 3. Throws Error for what is not kMinAbi to kMaxAbi.
int parse_abi(const std::string& text);

}  // namespace natmod
