// SPDX-License-Identifier: MIT
#include "commands/commands.h"

#include "base/color.h"

namespace natmod::commands {
namespace {

// In the order of --help.
constexpr cli::Program::Entry kCommands[] = {
    {"build", build_command},
    {"run", run_command},
    {"test", test_command},
    {"debug", debug_command},
    {"profile", profile_command},
    {"check", check_command},
    {"generate", generate_command, "init"},
    {"ld", ld_command},
    {"inspect", inspect_command},
    {"size", size_command},
    {"where", where_command},
    {"verify", verify_command},
    {"merge", merge_command},
    {"new", new_command},
    {"package", package_command},
    {"stubs", stubs_command},
    {"sdk", sdk_command},
    {"toolchains", toolchains_command},
    {"firmware", firmware_command},
    {"doctor", doctor_command},
    {"deploy", deploy_command},
    {"scan", scan_command},
    {"compile", compile_command},
    {"migrate", migrate_command},
    {"docs", docs_command},
};

}  // namespace

const cli::Program& program() {
    static const cli::Program program = {
        .name = "natmod",
        .description = "MicroPython native modules (.mpy) from C and C++ user modules.",
        .version = "natmod " NATMOD_VERSION " (.mpy 6, native ABI 6.1 6.2 6.3)",
        .entries = kCommands,
        .common = {{"--color",
                    set_color_mode,
                    "color what is shown: auto does on a terminal, unless NO_COLOR is set",
                    {.choices = {"auto", "always", "never"}}}},
    };
    return program;
}

}  // namespace natmod::commands
