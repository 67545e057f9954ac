// natmod build: makes .mpy files from module folders or sources.

#include <fmt/core.h>

#include <cstdio>
#include <memory>

#include "base/error.h"
#include "commands/answer.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/build.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct Arguments {
    std::vector<std::string> targets = {"."};
    std::string output;
    AnswerForm form;
    driver::BuildOptions options;
};

bool names_folder(const std::string& output) {
    return output.ends_with('/') || fs::is_directory(output);
}

// `-o` is the file, or a folder for NAME.mpy, with one folder per architecture if there are more.
void set_output(driver::BuildOptions& options, const std::string& output, const abi::Arch& arch,
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

// A module for an architecture.
struct Target {
    const driver::ModuleDescription& module;
    const abi::Arch& arch;
    const driver::BuildOptions& options;
};

// Calls build(target, several) for each; several: there are more.
template <typename F>
void for_each_target(const Arguments& command, F&& build) {
    driver::BuildOptions options = command.options;
    std::vector<const abi::Arch*> archs = driver::buildable_archs(options);
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

    options.as_data = !command.form.for_people();
    for (const abi::Arch* arch : archs) {
        options.write_compile_commands = arch == archs.front();
        set_output(options, command.output, *arch, archs.size() == 1);
        for (const driver::ModuleDescription& module : modules)
            build(Target{module, *arch, options}, several);
    }
}

void build_for_people(const Arguments& command) {
    std::vector<Finding> failures;
    size_t failed = 0, all = 0;
    for_each_target(command, [&](const Target& target, bool several) {
        ++all;
        try {
            fmt::print("{}\n",
                       shown(driver::build_module(target.module, target.arch, target.options)));
            std::fflush(stdout);
        } catch (const Error& error) {
            if (!several) throw;
            ++failed;
            for (Finding finding : error.findings()) {
                finding.arch = target.arch.name;
                failures.push_back(std::move(finding));
            }
        }
    });
    if (failed != 0) {
        fmt::print(stderr, "natmod: {} of {} not built\n", failed, all);
        throw Error(std::move(failures));
    }
}

void build(const Arguments& command) {
    if (command.form.for_people()) return build_for_people(command);
    answer(command.form, "build", [&](Answer& answer) {
        for_each_target(command, [&](const Target& target, bool) {
            const driver::ModuleDescription& module = target.module;
            std::string name = !target.options.name.empty() ? target.options.name
                               : !module.name.empty()       ? module.name
                               : module.origin.empty() ? module.sources.front().path.stem().string()
                                                       : module.directory.filename().string();
            answer.about(target.arch.name, name, module.directory);
            try {
                fs::path file = driver::build_module(module, target.arch, target.options);
                answer.about(target.arch.name, file.stem().string(), module.directory);
                answer.add_result(true, {{"file", shown(file)}});
            } catch (const Error& error) {
                answer.add(error);
                answer.add_result(false, {{"file", nullptr}});
            }
        });
    });
}

}  // namespace

cli::Command build_command() {
    auto arguments = std::make_shared<Arguments>();
    cli::Options output = {
        {"-o,--output", &arguments->output, "the .mpy file to write, or its folder"}};
    return {.name = "build",
            .description = "Build native modules (.mpy) from a folder",
            .options = targets_option(arguments->targets) + output +
                       answer_options(arguments->form) + build_options(arguments->options),
            .run = [arguments] { build(*arguments); }};
}

}  // namespace natmod::commands
