// SPDX-License-Identifier: MIT
// Documentation written from the option tables of the subcommands themselves.
#pragma once

#include <string>

#include "cli/command.h"

namespace natmod::docs {

std::string markdown(const cli::Program& program);  // docs/reference.md
std::string man_page(const cli::Program& program);
std::string bash_completion(const cli::Program& program);
std::string zsh_completion(const cli::Program& program);

}  // namespace natmod::docs
