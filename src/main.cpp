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
    } catch (const Error& error) {
        for (const Finding& message : error.findings()) report(message);
    } catch (const std::exception& error) {
        report({{}, error.what()});
    }
    return 1;
}
