// Every subcommand of the program: one file each.
#pragma once

#include <CLI/CLI.hpp>

namespace natmod::commands {

// Each adds its subcommand with options and a callback that does the work and throws Error.
void add_scan_command(CLI::App& app);
void add_generate_command(CLI::App& app);
void add_compile_command(CLI::App& app);
void add_build_command(CLI::App& app);
void add_run_command(CLI::App& app);
void add_check_command(CLI::App& app);
void add_toolchains_command(CLI::App& app);
void add_ld_command(CLI::App& app);
void add_inspect_command(CLI::App& app);
void add_size_command(CLI::App& app);
void add_verify_command(CLI::App& app);
void add_merge_command(CLI::App& app);
void add_sdk_command(CLI::App& app);
void add_new_command(CLI::App& app);
void add_package_command(CLI::App& app);
void add_migrate_command(CLI::App& app);
void add_docs_command(CLI::App& app);

}  // namespace natmod::commands
