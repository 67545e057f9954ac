// SPDX-License-Identifier: MIT
// Reads a command line and runs the command that it names.
#pragma once

#include "cli/command.h"

namespace natmod::cli {

// Returns the exit status. Throws Error for a wrong command line, and what the command throws.
int run(const Program& program, int argc, char** argv);

}  // namespace natmod::cli
