// SPDX-License-Identifier: MIT
// natmod debug: gdb on a module that a MicroPython imports, here or on a board.

#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "base/error.h"
#include "commands/address.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/build.h"
#include "driver/builtin_modules.h"
#include "driver/debug.h"
#include "driver/folder_lock.h"
#include "driver/targets.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct DebugArguments {
    std::string target, firmware, base;
    driver::DebugRun run;
    driver::BuildOptions options;
};

// Nothing but the module's code is optimised less: what it does stays the same.
driver::BuildOptions options_for_debugging(const driver::BuildOptions& given) {
    driver::BuildOptions options = given;
    options.debug = true;
    options.break_at_import = true;
    options.build_subfolder = driver::work_files::kDebugDir;
    options.flags.insert(options.flags.begin(), "-Og");
    return options;
}

// Throws Error for options that do not go together.
void check_debug(const DebugArguments& arguments) {
    const driver::DebugRun& run = arguments.run;
    if (arguments.options.no_run)
        throw Error("natmod debug runs the module itself, which --no-run forbids",
                    "natmod build --no-run builds it");
    bool has_script = run.python.code || !run.python.rest.empty();
    if (run.remote.empty() && !arguments.base.empty())
        throw Error("--base is for a module that a board has imported already",
                    "name the board's gdb server with --remote HOST:PORT");
    if (arguments.base.empty() && fs::path(arguments.target).extension() == ".mpy")
        throw Error({arguments.target, "natmod debug builds the module itself",
                     "name its folder or its source"});
    if (run.remote.empty()) return;
    if (has_script)
        throw Error("what a board runs is not started from here",
                    "leave the script out, and run it on the board: mpremote run SCRIPT");
    if (driver::requested_archs(arguments.options).size() != 1)
        throw Error("--remote wants the board's architecture", "--arch armv6m, for example");
}

// The modules for a board: what it runs already, or new ones.
std::vector<fs::path> modules_for_board(const DebugArguments& arguments,
                                        const driver::BuildOptions& options) {
    if (fs::path(arguments.target).extension() == ".mpy") return {arguments.target};
    std::vector<fs::path> modules;
    for (driver::Target& target : driver::requested_targets({arguments.target}, options)) {
        target.module.build_dir /= target.options.build_subfolder;
        driver::FolderLock lock =
            driver::lock_work_folder(target.module, *target.arch, target.options);
        modules.push_back(driver::build_module(target.module, *target.arch, target.options));
        if (options.break_at_import)
            fmt::print(stderr, "natmod: for the board: {}\n", modules.back().string());
    }
    return modules;
}

void debug(DebugArguments arguments) {
    check_debug(arguments);
    driver::DebugRun& run = arguments.run;
    if (!arguments.base.empty()) run.base = address_of(arguments.base);
    if (run.batch && run.commands.empty()) run.commands = {"backtrace"};
    driver::BuildOptions options = options_for_debugging(arguments.options);
    if (!run.remote.empty()) {
        run.gdb = driver::find_gdb(run.gdb, false);
        if (run.base) options = arguments.options;  // what the board runs was built with these
        const abi::Arch& arch = *driver::requested_archs(options).front();
        driver::debug_python(nullptr, arch, modules_for_board(arguments, options), run);
    }
    driver::Firmware firmware = driver::ask_firmware(driver::find_micropython(arguments.firmware));
    run.gdb = driver::find_gdb(run.gdb, driver::runs_here(*firmware.arch));
    std::vector<fs::path> modules = driver::modules_for(firmware, arguments.target, options);
    driver::report_hidden_modules(firmware, modules);
    driver::debug_python(&firmware, *firmware.arch, modules, run);
}

}  // namespace

cli::Command debug_command() {
    auto arguments = std::make_shared<DebugArguments>();
    driver::DebugRun& run = arguments->run;
    cli::Options options = {
        {"target",
         &arguments->target,
         "a module folder or a source, then a script and its arguments",
         {.required = true}},
        {"-c", [&run](const std::string& code) { run.python.code = code; }, "Python code to run"},
        {"-b,--break",
         [&run](const std::string& place) { run.breakpoints.push_back(place); },
         "stop there instead of at the import: a C function or FILE:LINE; may be repeated",
         {.repeatable = true}},
        {"--ex",
         [&run](const std::string& command) { run.commands.push_back(command); },
         "gdb command for the first stop; may be repeated",
         {.repeatable = true}},
        {"--batch", &run.batch,
         "no prompt: end after the commands of --ex, or after a backtrace if there are none"},
        {"--gdb", &run.gdb, "gdb to use"},
        {"--remote", &run.remote, "HOST:PORT of a gdb server on a board, as OpenOCD has one"},
        {"--base", &arguments->base,
         "with --remote, for a module that the board has imported already: where its text is"},
        {"--firmware", &arguments->firmware,
         "MicroPython to run: a program, or a name that natmod firmware lists"},
    };
    return {.name = "debug",
            .description = "Run a module in gdb, with its symbols loaded when it is imported",
            .footer = kRunsCode,
            .rest = &run.python.rest,  // MicroPython's
            .options = options + build_options(arguments->options),
            .run = [arguments] { debug(*arguments); }};
}

}  // namespace natmod::commands
