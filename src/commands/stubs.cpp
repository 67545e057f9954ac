// SPDX-License-Identifier: MIT
// natmod stubs: what a module looks like to Python, for editors and type checkers.

#include <fmt/core.h>

#include <memory>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/targets.h"
#include "stubs/stubs.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct StubsArguments {
    std::vector<std::string> targets = {"."};
    std::string output;
    driver::BuildOptions options;
};

void write_stubs(const StubsArguments& arguments) {
    driver::BuildOptions options = arguments.options;
    options.quiet = !options.verbose;
    std::vector<std::pair<fs::path, std::string>> files;
    std::set<fs::path> known, modules;
    fs::path output = arguments.output;
    bool one = output.extension() == ".pyi";
    for (const driver::Target& target : driver::requested_targets(arguments.targets, options)) {
        // Of several architectures, the first: Python sees the same.
        if (!modules.insert(target.module.build_dir).second) continue;
        for (stubs::StubFile& stub : stubs::stubs_of(target.module, *target.arch, target.options)) {
            fs::path file = one              ? output
                            : output.empty() ? target.module.build_dir / stub.path
                                             : output / stub.path;
            if (known.insert(file).second) {
                files.emplace_back(std::move(file), std::move(stub.text));
                continue;
            }
            if (one)
                throw Error({output.string(), "one file cannot hold the stubs of several modules",
                             "let -o name a folder"});
            throw Error(
                {file.string(), "two modules have this name", "name their folders one by one"});
        }
    }
    for (const auto& [file, text] : files) {
        write_file(file, text, true);
        fmt::print("{}\n", file.lexically_proximate(fs::current_path()).string());
    }
}

}  // namespace

cli::Command stubs_command() {
    auto arguments = std::make_shared<StubsArguments>();
    cli::Options output = {
        {"-o,--output", &arguments->output,
         "the .pyi file to write, or the folder for it; else the module's build folder"}};
    return {.name = "stubs",
            .description = "Write type stubs (.pyi), by which editors and checkers know a module",
            .footer =
                "A module with submodules becomes a folder with an __init__.pyi. A type that "
                "the C code\n"
                "does not show is Any. docs/stubs.md says what is read.\n\n" +
                std::string(kRunsCode),
            .options = targets_option(arguments->targets) + output +
                       build_options(arguments->options) + firmware_options(arguments->options),
            .run = [arguments] { write_stubs(*arguments); }};
}

}  // namespace natmod::commands
