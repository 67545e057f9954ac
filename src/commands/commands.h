// SPDX-License-Identifier: MIT
// Every subcommand of the program: one file each, which describes its options and what it does.
#pragma once

#include "cli/command.h"

namespace natmod::commands {

// All of them.
const cli::Program& program();

cli::Command scan_command();
cli::Command generate_command();
cli::Command compile_command();
cli::Command build_command();
cli::Command run_command();
cli::Command test_command();
cli::Command check_command();
cli::Command toolchains_command();
cli::Command firmware_command();
cli::Command ld_command();
cli::Command inspect_command();
cli::Command size_command();
cli::Command verify_command();
cli::Command merge_command();
cli::Command sdk_command();
cli::Command new_command();
cli::Command package_command();
cli::Command where_command();
cli::Command debug_command();
cli::Command profile_command();
cli::Command stubs_command();
cli::Command migrate_command();
cli::Command docs_command();
cli::Command doctor_command();
cli::Command deploy_command();

}  // namespace natmod::commands
