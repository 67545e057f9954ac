// natmod build: makes .mpy files from module folders or sources.

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "base/error.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/build.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct BuildCommand {
    std::vector<std::string> targets;
    std::string output;
    driver::BuildOptions options;
};

bool names_folder(const std::string& output) {
    return output.ends_with('/') || fs::is_directory(output);
}

// `-o` is the file, or a folder for NAME.mpy, with one folder per architecture if there are more.
void set_output(driver::BuildOptions& options, const std::string& output, const Arch& arch,
                bool one_arch) {
    if (output.empty()) return;
    if (!names_folder(output)) {
        options.output = output;
    } else if (one_arch) {
        options.output_dir = output;
    } else {
        options.output_dir = fs::path(output) / arch.name;
    }
}

// What is shown of a result: short where it lies below the current folder.
std::string shown(const fs::path& path) {
    fs::path relative = path.lexically_relative(fs::current_path());
    return relative.empty() || *relative.begin() == ".." ? path.string() : relative.string();
}

void build_command(const BuildCommand& command) {
    driver::BuildOptions options = command.options;
    std::vector<const Arch*> archs = driver::buildable_archs(options);
    std::vector<driver::ModuleDescription> modules =
        driver::requested_modules(command.targets, options);
    bool several = archs.size() * modules.size() > 1;
    if (several && !command.output.empty() && !names_folder(command.output)) {
        throw Error({command.output, "one file cannot hold several modules or architectures",
                     "let -o name a folder"});
    }
    if (modules.size() > 1 && !options.name.empty()) {
        throw Error("--name is for one module, and there are several there",
                    "build their folders one by one");
    }

    std::vector<Message> failures;
    size_t failed = 0;
    for (const Arch* arch : archs) {
        options.write_compile_commands = arch == archs.front();
        set_output(options, command.output, *arch, archs.size() == 1);
        for (const driver::ModuleDescription& module : modules) {
            try {
                fmt::print("{}\n", shown(driver::build_module(module, *arch, options)));
                std::fflush(stdout);
            } catch (const Error& error) {
                if (!several) throw;
                ++failed;
                for (Message message : error.messages()) {
                    if (message.where.empty()) message.where = arch->name;
                    failures.push_back(std::move(message));
                }
            }
        }
    }
    if (failed != 0) {
        fmt::print(stderr, "natmod: {} of {} not built\n", failed, archs.size() * modules.size());
        throw Error(std::move(failures));
    }
}

}  // namespace

void add_build_command(CLI::App& app) {
    auto options = std::make_shared<BuildCommand>();
    CLI::App* command = app.add_subcommand("build", "Build native modules (.mpy) from a folder");
    command->add_option("target", options->targets,
                        "folders with micropython.mk or micropython.cmake, those files themselves, "
                        "a manifest.py, or sources");
    command->add_option("-o,--output", options->output, "the .mpy file to write, or its folder");
    add_build_options(*command, options->options);
    command->callback([options] {
        if (options->targets.empty()) options->targets = {"."};
        build_command(*options);
    });
}

}  // namespace natmod::commands
