// natmod run: builds a module for a MicroPython on this machine, and runs that MicroPython so that
// it can import the module.

#include <CLI/CLI.hpp>
#include <memory>

#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/run_python.h"

namespace natmod::commands {
namespace {

struct RunCommand {
    std::string target;
    std::string firmware;
    driver::PythonRun run;
    driver::BuildOptions options;
};

}  // namespace

void add_run_command(CLI::App& app) {
    auto options = std::make_shared<RunCommand>();
    CLI::App* command = app.add_subcommand("run", "Run a module in a real MicroPython");
    command
        ->add_option("target", options->target,
                     "a module folder, a source or a .mpy file, then a script and its arguments")
        ->required();
    CLI::Option* code =
        command->add_option("-c", options->run.code, "Python code to run")->allow_extra_args(false);
    command->add_option("--firmware", options->firmware, "MicroPython program to run");
    add_build_options(*command, options->options);
    command->prefix_command();  // the rest is MicroPython's
    command->callback([options, command, code] {
        options->run.has_code = code->count() != 0;
        options->run.rest = command->remaining();
        driver::Firmware firmware =
            driver::ask_firmware(driver::find_micropython(options->firmware));
        driver::run_python(firmware,
                           driver::modules_for(firmware, options->target, options->options),
                           options->run);
    });
}

}  // namespace natmod::commands
