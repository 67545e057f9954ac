// SPDX-License-Identifier: MIT
// The options that all commands which build have in common: build, run, check, package.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "driver/build_options.h"

namespace natmod::commands {

// For the end of --help.
inline constexpr const char* kRunsCode =
    "make and CMake read a module's description, and run what it tells them to run: build folders\n"
    "that you trust, or use --no-run. SECURITY.md says more.";

// They fill `options`.
cli::Options build_options(driver::BuildOptions& options);
// Those for one firmware alone.
cli::Options firmware_options(driver::BuildOptions& options);
// The modules to build: folders, description files or sources.
cli::Options targets_option(std::vector<std::string>& targets);

cli::Option toolchain_option(driver::BuildOptions& options);  // that one alone

}  // namespace natmod::commands
