// SPDX-License-Identifier: MIT
// natmod sdk: prints where the headers and makefiles are, for `make MPY_DIR=$(natmod sdk)`.

#include <fmt/core.h>

#include "base/sdk_path.h"
#include "commands/commands.h"

namespace natmod::commands {

cli::Command sdk_command() {
    return {.name = "sdk", .description = "Print the SDK's folder, for make's MPY_DIR", .run = [] {
                fmt::print("{}\n", sdk_dir().string());
            }};
}

}  // namespace natmod::commands
