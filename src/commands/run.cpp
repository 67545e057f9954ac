// SPDX-License-Identifier: MIT
// natmod run: builds a module for a MicroPython on this machine, and runs that MicroPython so that
// it can import the module; or does the same on a board.

#include <filesystem>
#include <memory>

#include "base/error.h"
#include "base/watch.h"
#include "board/board.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "commands/python_options.h"
#include "driver/run_python.h"

namespace natmod::commands {
namespace {

struct RunArguments {
    std::string target;
    std::string firmware, device;
    bool watch = false;
    driver::PythonRun run;
    driver::BuildOptions options;
};

void run_once(const RunArguments& arguments, const AddInput& input) {
    if (!arguments.device.empty()) {
        board::Board board = board::connect(arguments.device);
        for (const auto& file :
             board::modules_for(board, arguments.target, arguments.options, input))
            board::put(board, file, "lib");
        board::run_script(board, arguments.run.code, arguments.run.rest);
    }
    driver::Firmware firmware = driver::ask_firmware(driver::find_micropython(arguments.firmware));
    driver::run_python(firmware,
                       driver::modules_for(firmware, arguments.target, arguments.options, input),
                       arguments.run);
}

void run(const RunArguments& arguments) {
    if (arguments.options.no_run)
        throw Error("natmod run runs the module itself, which --no-run forbids",
                    "natmod build --no-run builds it");
    if (!arguments.watch) return run_once(arguments, {});
    const std::vector<std::string>& rest = arguments.run.rest;
    bool has_script = !rest.empty() && !rest[0].starts_with('-');
    if (!has_script && !arguments.run.code)
        throw Error("--watch needs a script to run again", "name one, or give code with -c");
    watch([&](const AddInput& input) {
        if (has_script) input(std::filesystem::absolute(rest[0]).lexically_normal());
        run_once(arguments, input);
    });
}

}  // namespace

cli::Command run_command() {
    auto arguments = std::make_shared<RunArguments>();
    cli::Options options = {
        {"--watch", &arguments->watch,
         "run again whenever a source or the script changes, until Ctrl-C"},
        device_option(arguments->device,
                      "run it on the board at this serial port, or with auto on the one that is "
                      "connected; the "
                      "module goes to :lib there",
                      "--firmware"),
    };
    return {.name = "run",
            .description = "Run a module in a real MicroPython",
            .footer = kRunsCode,
            .rest = &arguments->run.rest,  // MicroPython's
            .options = python_options(arguments->target, arguments->run, arguments->firmware) +
                       options + build_options(arguments->options),
            .run = [arguments] { run(*arguments); }};
}

}  // namespace natmod::commands
