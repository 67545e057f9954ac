// SPDX-License-Identifier: MIT
// The one place that prints errors.

#include <exception>

#include "base/error.h"
#include "base/report.h"
#include "cli/run.h"
#include "commands/commands.h"

int main(int argc, char** argv) {
    using namespace natmod;
    try {
        return cli::run(commands::program(), argc, argv);
    } catch (const std::exception& error) {
        report_all(as_error(error));
    }
    return 1;
}
