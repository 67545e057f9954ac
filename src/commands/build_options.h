// The options that all commands which build have in common: build, run, check, package.
#pragma once

#include <CLI/CLI.hpp>

#include "driver/build_options.h"

namespace natmod::commands {

// Adds the options to `command`. `options` must live as long as the command.
void add_build_options(CLI::App& command, driver::BuildOptions& options);

}  // namespace natmod::commands
