// natmod sdk: prints where the headers and makefiles are, for `make MPY_DIR=$(natmod sdk)`.

#include <fmt/core.h>

#include "base/sdk_path.h"
#include "commands/commands.h"

namespace natmod::commands {

void add_sdk_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand("sdk", "Print the SDK's folder, for make's MPY_DIR");
    command->callback([] { fmt::print("{}\n", sdk_dir().string()); });
}

}  // namespace natmod::commands
