// SPDX-License-Identifier: MIT
#include "commands/python_options.h"

#include <utility>

#include "base/error.h"

namespace natmod::commands {

cli::Options python_options(std::string& target, driver::PythonRun& run, std::string& firmware) {
    return {
        {"target",
         &target,
         "a module folder, a source or a .mpy file, then a script and its arguments",
         {.required = true}},
        {"-c", [&run](const std::string& code) { run.code = code; }, "Python code to run"},
        {"--firmware", &firmware,
         "MicroPython to run: a program, or a name that natmod firmware lists"},
    };
}

cli::Option device_option(std::string& device, std::string description, std::string excluded) {
    return {"--device",
            // An empty one would run on this machine.
            [&device](const std::string& name) {
                if (name.empty())
                    throw Error("--device names no board",
                                "--device auto takes the one that is connected");
                device = name;
            },
            std::move(description),
            {.excludes = {std::move(excluded)}}};
}

}  // namespace natmod::commands
