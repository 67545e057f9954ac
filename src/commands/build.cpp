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

struct BuildArguments {
    std::vector<std::string> targets = {"."};
    std::string output;
    AnswerForm form;
    driver::BuildOptions options;
};

// What is shown of a result: short where it lies below the current folder.
std::string shown(const fs::path& path) {
    fs::path relative = path.lexically_relative(fs::current_path());
    return relative.empty() || *relative.begin() == ".." ? path.string() : relative.string();
}

std::vector<driver::Target> targets_of(const BuildArguments& arguments) {
    return driver::requested_targets(arguments.targets, arguments.options, arguments.output);
}

void build_for_people(const BuildArguments& arguments) {
    std::vector<driver::Target> targets = targets_of(arguments);
    std::vector<Finding> failures;
    size_t failed = 0;
    for (const driver::Target& target : targets) {
        try {
            fmt::print("{}\n",
                       shown(driver::build_module(target.module, *target.arch, target.options)));
            std::fflush(stdout);
        } catch (const Error& error) {
            if (targets.size() == 1) throw;
            ++failed;
            for (Finding finding : error.findings()) {
                finding.arch = target.arch->name;
                failures.push_back(std::move(finding));
            }
        }
    }
    if (failed == 0) return;
    fmt::print(stderr, "natmod: {} of {} not built\n", failed, targets.size());
    throw Error(std::move(failures));
}

void build_for_programs(const BuildArguments& arguments, Answer& answer) {
    for (driver::Target& target : targets_of(arguments)) {
        const driver::ModuleDescription& module = target.module;
        target.options.as_data = true;
        answer.about(target.arch->name, driver::presumed_name(module, target.options),
                     module.directory);
        try {
            fs::path file = driver::build_module(module, *target.arch, target.options);
            answer.about(target.arch->name, file.stem().string(), module.directory);
            answer.add_result(true, {{"file", shown(file)}});
        } catch (const Error& error) {
            answer.add(error);
            answer.add_result(false, {{"file", nullptr}});
        }
    }
}

}  // namespace

cli::Command build_command() {
    auto arguments = std::make_shared<BuildArguments>();
    cli::Options output = {
        {"-o,--output", &arguments->output, "the .mpy file to write, or its folder"}};
    return {.name = "build",
            .description = "Build native modules (.mpy) from a folder",
            .options = targets_option(arguments->targets) + output +
                       answer_options(arguments->form) + build_options(arguments->options) +
                       firmware_options(arguments->options),
            .run = [arguments] {
                if (arguments->form.for_people()) return build_for_people(*arguments);
                answer(arguments->form, "build",
                       [&](Answer& answer) { build_for_programs(*arguments, answer); });
            }};
}

}  // namespace natmod::commands
