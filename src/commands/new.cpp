// natmod new: writes a module that builds both ways, from the SDK's templates.

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "commands/commands.h"
#include "driver/new_module.h"

namespace natmod::commands {

void add_new_command(CLI::App& app) {
    auto options = std::make_shared<driver::NewOptions>();
    CLI::App* command = app.add_subcommand(
        "new", "Write a module that builds both as a native module and into firmware");
    command->add_option("name", options->name, "name of the module and its folder")->required();
    command->add_flag("--cpp", options->cpp, "add a part in C++");
    command->add_flag("--class", options->with_class, "add a class");
    command->callback([options] {
        for (const auto& file : driver::make_new_module(*options))
            fmt::print("{}\n", file.string());
        fmt::print("\nnext: natmod run {0} {0}/test.py\n", options->name);
    });
}

}  // namespace natmod::commands
