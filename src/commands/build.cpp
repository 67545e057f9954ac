// SPDX-License-Identifier: MIT
// natmod build: makes .mpy files from module folders or sources.

#include <fmt/core.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "base/here.h"
#include "base/json.h"
#include "base/report.h"
#include "base/side_by_side.h"
#include "commands/answer.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/build.h"
#include "driver/reproduce.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct BuildArguments {
    std::vector<std::string> targets = {"."};
    std::string output, reproduce;
    bool record = false;
    AnswerForm form;
    driver::BuildOptions options;
};

std::vector<driver::Target> targets_of(const BuildArguments& arguments) {
    if (arguments.reproduce.empty())
        return driver::requested_targets(arguments.targets, arguments.options, arguments.output);
    driver::BuildOptions options = arguments.options;
    driver::build_like(arguments.reproduce, options);
    std::vector<driver::Target> targets = driver::requested_targets(arguments.targets, options);
    if (targets.size() > 1)
        throw Error({arguments.reproduce, "is one module, but there are several to compare it with",
                     "name one folder, and one --arch"});
    return targets;
}

// With --reproduce, says whether the target gives that file.
fs::path build(const BuildArguments& arguments, const driver::Target& target) {
    if (!arguments.reproduce.empty()) {
        driver::reproduce(target, arguments.reproduce);
        return fs::absolute(arguments.reproduce).lexically_normal();
    }
    driver::FolderLock lock = driver::lock_work_folder(target.module, *target.arch, target.options);
    fs::path file = driver::build_module(target.module, *target.arch, target.options);
    if (arguments.record)
        write_file(driver::record_file(file), json_text(driver::record_of(target)) + "\n");
    return file;
}

// What becomes of a target: "file", or "errors".
nlohmann::json outcome_of(const BuildArguments& arguments, const driver::Target& target) {
    try {
        return {{"file", build(arguments, target).string()}};
    } catch (const Error& error) {
        return {{"errors", error.findings()}};
    }
}

// Builds all, several at a time, and hands each outcome to `take`, in order.
void build_all(std::vector<driver::Target>& targets,
               const std::function<nlohmann::json(const driver::Target&)>& work,
               const std::function<void(const driver::Target&, const nlohmann::json&)>& take) {
    int most = driver::builds_at_once(targets);
    side_by_side(
        targets.size(), most, [&](size_t i) { return json_text(work(targets[i])); },
        [&](size_t i, const std::string& answer) {
            Finding lost{{}, "the build has ended without an answer"};
            take(targets[i], answer.empty() ? nlohmann::json{{"errors", std::vector{lost}}}
                                            : parse_json(answer));
        });
}

std::vector<Finding> findings_in(const nlohmann::json& outcome, const char* name) {
    return outcome.value(name, std::vector<Finding>{});
}

void build_for_people(const BuildArguments& arguments) {
    std::vector<driver::Target> targets = targets_of(arguments);
    std::vector<Finding> failures;
    size_t failed = 0;
    build_all(
        targets, [&](const driver::Target& target) { return outcome_of(arguments, target); },
        [&](const driver::Target& target, const nlohmann::json& outcome) {
            if (outcome.contains("file")) {
                fmt::print("{}\n", from_here(outcome.at("file").get<std::string>()));
                std::fflush(stdout);
                return;
            }
            ++failed;
            for (Finding& finding : findings_in(outcome, "errors")) {
                if (targets.size() > 1) finding.arch = target.arch->name;
                failures.push_back(std::move(finding));
            }
        });
    if (failed == 0) return;
    if (targets.size() > 1)
        fmt::print(stderr, "natmod: {} of {} not built\n", failed, targets.size());
    throw Error(std::move(failures));
}

void build_for_programs(const BuildArguments& arguments, Answer& answer) {
    std::vector<driver::Target> targets = targets_of(arguments);
    for (driver::Target& target : targets) target.options.as_data = true;
    auto work = [&](const driver::Target& target) {
        std::vector<Finding> notes;
        ReportTo to_notes([&](const Finding& finding) { notes.push_back(finding); });
        nlohmann::json outcome = outcome_of(arguments, target);
        outcome["notes"] = notes;
        return outcome;
    };
    build_all(targets, work, [&](const driver::Target& target, const nlohmann::json& outcome) {
        const driver::ModuleDescription& module = target.module;
        answer.about(target.arch->name, driver::presumed_name(module, target.options),
                     module.directory);
        for (Finding& note : findings_in(outcome, "notes")) answer.add(std::move(note));
        if (outcome.contains("file")) {
            fs::path file = outcome.at("file").get<std::string>();
            answer.about(target.arch->name, file.stem().string(), module.directory);
            answer.add_result(true, {{"file", from_here(file)}});
        } else {
            answer.add(Error(findings_in(outcome, "errors")));
            answer.add_result(false, {{"file", nullptr}});
        }
    });
}

}  // namespace

cli::Command build_command() {
    auto arguments = std::make_shared<BuildArguments>();
    cli::Options output = {
        {"-o,--output", &arguments->output, "the .mpy file to write, or its folder"},
        {"--record", &arguments->record,
         "write NAME.mpy.json beside it: the compiler, options and sources that it is made of"},
        {"--reproduce",
         &arguments->reproduce,
         "write nothing, but say whether this gives that .mpy, byte for byte, and if not, what "
         "differs first",
         {.excludes = {"--output", "--record"}}}};
    return {.name = "build",
            .description = "Build native modules (.mpy) from a folder",
            .footer = kRunsCode,
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
