// SPDX-License-Identifier: MIT
// natmod new: writes a module that builds both ways, from the SDK's templates.

#include <fmt/core.h>

#include <memory>

#include "commands/commands.h"
#include "driver/new_module.h"

namespace natmod::commands {

cli::Command new_command() {
    auto options = std::make_shared<driver::NewOptions>();
    return {.name = "new",
            .description = "Write a module that builds both as a native module and into firmware",
            .options =
                {{"name", &options->name, "name of the module and its folder", {.required = true}},
                 {"--cpp", &options->cpp, "add a part in C++"},
                 {"--class", &options->with_class, "add a class"}},
            .run = [options] {
                for (const auto& file : driver::make_new_module(*options))
                    fmt::print("{}\n", file.string());
                fmt::print("\nnext: natmod test {}\n", options->name);
            }};
}

}  // namespace natmod::commands
