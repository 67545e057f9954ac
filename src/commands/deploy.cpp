// SPDX-License-Identifier: MIT
// natmod deploy: builds a module for the board that is connected, and puts it there.

#include <fmt/core.h>

#include <memory>
#include <string>

#include "base/error.h"
#include "board/board.h"
#include "commands/build_options.h"
#include "commands/commands.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct DeployArguments {
    std::string target = ".", device, to = ":lib";
    driver::BuildOptions options;
};

void deploy(const DeployArguments& arguments) {
    std::string folder = board::folder_named(arguments.to);
    board::Board board = board::connect(arguments.device);
    fmt::print(stderr, "natmod: {}\n", board.text());
    for (const fs::path& file : board::modules_for(board, arguments.target, arguments.options)) {
        std::string name = file.filename().string();
        fmt::print(stderr, "natmod: {}, {} bytes\n", name, fs::file_size(file));
        bool copied = board::put(board, file, folder);
        fmt::print(":{}{}{}{}\n", folder, folder.empty() || folder == "/" ? "" : "/", name,
                   copied ? "" : " is up to date");
    }
}

}  // namespace

cli::Command deploy_command() {
    auto arguments = std::make_shared<DeployArguments>();
    cli::Options own = {
        {"target", &arguments->target, "a module folder, a source or a .mpy file; default: ."},
        {"--device", &arguments->device,
         "serial port of the board, as mpremote takes it; needed if several are connected"},
        {"--to", &arguments->to, "folder on the board", {.shows_default = true}},
    };
    return {
        .name = "deploy",
        .description = "Build a module for the board that is connected, and copy it there",
        .footer =
            "It asks the board for its architecture, ABI and floats, and interrupts what runs\n"
            "there: mpremote reset, or the reset button, starts it again. A file that is there\n"
            "already is not copied again; a new one gets its name when all of it has arrived.\n"
            "\n" +
            std::string(kRunsCode),
        .options = own + build_options(arguments->options),
        .run = [arguments] { deploy(*arguments); }};
}

}  // namespace natmod::commands
