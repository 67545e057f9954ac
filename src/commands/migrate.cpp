// SPDX-License-Identifier: MIT
// natmod migrate: turns hand-written mpy_init functions into static module definitions.

#include <memory>

#include "base/error.h"
#include "commands/commands.h"
#include "migrate/migrate_files.h"

namespace natmod::commands {

cli::Command migrate_command() {
    auto options = std::make_shared<migrate::Options>();
    return {
        .name = "migrate",
        .description = "Rewrite a hand-written mpy_init into a static module definition",
        .footer =
            "Also migrates the local headers that the files include, and writes a "
            "micropython.mk and\na micropython.cmake where there are none. Prints what is left "
            "to do by hand as\nFILE:LINE: to do: TEXT; the exit status is then 1. GNU make "
            "evaluates the Makefile.",
        .options =
            {
                {"FILES",
                 &options->files,
                 "C or C++ sources of a native module",
                 {.required = true}},
                {"--diff", {}, "print what would change (default)"},
                {"--no-run", &options->no_run,
                 "do not let make read the Makefile, which may run programs: the description "
                 "then has no flags and libraries; see SECURITY.md"},
                {"--write", &options->write, "rewrite the files", {.excludes = {"--diff"}}},
                {"--name", &options->name,
                 "the module's name (default: MOD of the Makefile beside the file or one folder "
                 "up, or the file's name)"},
            },
        .run = [options] {
            // The lines have been printed; the status says that there are some.
            if (migrate::migrate_files(*options) > 0) throw Error(std::vector<Finding>{});
        }};
}

}  // namespace natmod::commands
