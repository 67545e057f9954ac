// SPDX-License-Identifier: MIT
// The options of commands that run Python: run, test, profile.
#pragma once

#include <string>

#include "cli/command.h"
#include "driver/run_python.h"

namespace natmod::commands {

// A module, a script with its arguments or code, and the MicroPython.
cli::Options python_options(std::string& target, driver::PythonRun& run, std::string& firmware);

// The board to run on; `excluded` names the option for a MicroPython on this machine.
cli::Option device_option(std::string& device, std::string description, std::string excluded);

}  // namespace natmod::commands
