// SPDX-License-Identifier: MIT
// natmod profile: which functions and lines of a module a script's instructions are spent in.

#include <fmt/core.h>

#include <cstdlib>
#include <deque>
#include <memory>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/temporary_file.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "commands/python_options.h"
#include "driver/builtin_modules.h"
#include "driver/debug.h"
#include "driver/run_python.h"
#include "driver/work_files.h"
#include "profile/record.h"
#include "profile/report.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct ProfileArguments {
    std::string target, firmware, output;
    driver::PythonRun run;
    driver::BuildOptions options;
};

// Throws Error.
void check_profile(const ProfileArguments& arguments, const driver::Firmware& firmware) {
    if (arguments.options.no_run)
        throw Error("natmod profile runs the module itself, which --no-run forbids",
                    "natmod build --no-run builds it");
    if (!arguments.run.code && arguments.run.rest.empty())
        throw Error("there is no script to run",
                    "name one behind the module: natmod profile DIR SCRIPT, or give code with -c");
    if (find_program("valgrind").empty())
        throw Error("there is no valgrind", "apt install valgrind");
    if (!driver::runs_here(*firmware.arch))
        throw Error(fmt::format("valgrind runs programs of this machine, and this MicroPython is "
                                "one for {}",
                                firmware.arch->name),
                    "--firmware names another MicroPython");
}

// Where KCachegrind's file goes, with the symbol files beside it. A .mpy has no build folder.
fs::path folder_for_results(const ProfileArguments& arguments, const fs::path& module) {
    if (!arguments.output.empty()) return fs::absolute(arguments.output).parent_path();
    if (fs::path(arguments.target).extension() == ".mpy") return module.parent_path();
    // BUILD/run/FOLDER/NAME.mpy
    fs::path folder = module.parent_path().parent_path().parent_path();
    folder /= driver::work_files::kProfileDir;
    fs::create_directories(folder);
    return folder;
}

// Returns the script's status.
int profile_script(const ProfileArguments& arguments) {
    driver::Firmware firmware = driver::ask_firmware(driver::find_micropython(arguments.firmware));
    check_profile(arguments, firmware);
    std::vector<fs::path> modules =
        driver::modules_for(firmware, arguments.target, arguments.options);
    driver::report_hidden_modules(firmware, modules);
    TemporaryFolder scratch;
    int status = profile::record(driver::micropython_command(arguments.run, firmware, modules, "."),
                                 {driver::module_path(modules)}, scratch.path());

    fs::path results = folder_for_results(arguments, modules.front());
    std::deque<elf::ModuleSymbols> symbols;
    for (const fs::path& module : modules) {
        fs::path file = fs::path(module).replace_extension("elf"), kept = results / file.filename();
        if (file != kept) fs::copy_file(file, kept, fs::copy_options::overwrite_existing);
        symbols.emplace_back(kept);
    }
    std::unique_ptr<profile::Found> found = profile::find_recording(symbols, scratch.path());
    if (!found)
        throw Error("the script called no function of the module",
                    "profile a script that imports the module and calls its functions");
    fs::path folder = fs::absolute(arguments.target).lexically_normal();
    if (!fs::is_directory(folder)) folder = folder.parent_path();
    if (folder.filename().empty()) folder = folder.parent_path();
    fmt::print("{}", profile::report_text(found->recording, found->modules, folder));
    fs::path output = arguments.output;
    if (output.empty()) output = results / ("callgrind.out." + modules.front().stem().string());
    write_file(output, profile::with_names(found->text, found->modules));
    fmt::print("\nkcachegrind {}\n", output.string());
    return status;
}

}  // namespace

cli::Command profile_command() {
    auto arguments = std::make_shared<ProfileArguments>();
    cli::Options options = {
        {"-o,--output", &arguments->output,
         "file for KCachegrind (default: profile/callgrind.out.NAME in the build folder)"},
    };
    return {.name = "profile",
            .description = "Count the instructions of a module's functions and lines in a script",
            .footer = kRunsCode,
            .rest = &arguments->run.rest,  // MicroPython's
            .options = python_options(arguments->target, arguments->run, arguments->firmware) +
                       options + build_options(arguments->options),
            .run = [arguments] {
                if (int status = profile_script(*arguments)) std::exit(status);
            }};
}

}  // namespace natmod::commands
