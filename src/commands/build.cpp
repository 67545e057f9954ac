// SPDX-License-Identifier: MIT
// natmod build: makes .mpy files from module folders or sources.

#include <fmt/core.h>

#include <algorithm>
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
#include "doctor/doctor.h"
#include "driver/build.h"
#include "driver/forecast.h"
#include "driver/reproduce.h"
#include "driver/targets.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

struct BuildArguments {
    std::vector<std::string> targets = {"."};
    std::string output, reproduce;
    bool record = false, dry_run = false, keep_going = false;
    AnswerForm form;
    driver::BuildOptions options;
};

// With --keep-going, `failed` gets what is wrong with modules that cannot be described.
std::vector<driver::Target> targets_of(const BuildArguments& arguments,
                                       const driver::GoOnAfter& failed) {
    driver::BuildOptions options = arguments.options;
    if (arguments.keep_going) options.go_on_after = failed;
    if (arguments.reproduce.empty())
        return driver::requested_targets(arguments.targets, options, arguments.output);
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

std::string short_name(const std::string& cc, const std::string& version) {
    return fmt::format("{} {}", fs::path(cc).filename().string(), doctor::version_in(version));
}

// What becomes of a target: "file", or "errors". A dry run also says of which "module", and with
// what "compiler".
nlohmann::json outcome_of(const BuildArguments& arguments, const driver::Target& target) {
    try {
        if (!arguments.dry_run) return {{"file", build(arguments, target).string()}};
        driver::Forecast likely = driver::forecast(target);
        return {{"file", likely.file.string()},
                {"module", likely.module},
                {"compiler", short_name(likely.cc, likely.compiler)}};
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

std::string abi_of(const driver::Target& target) {
    return fmt::format("6.{}", target.options.abi);
}

void print_outcome(const BuildArguments& arguments, const driver::Target& target,
                   const nlohmann::json& outcome) {
    std::string file = from_here(outcome.at("file").get<std::string>());
    if (arguments.dry_run)
        fmt::print("{:15} {:9} {}  {:30} {}\n", outcome.at("module").get<std::string>(),
                   target.arch->name, abi_of(target), outcome.at("compiler").get<std::string>(),
                   file);
    else
        fmt::print("{}\n", file);
    std::fflush(stdout);
}

void build_for_people(const BuildArguments& arguments) {
    std::vector<Finding> failures;
    size_t failed = 0, undescribed = 0;
    std::vector<driver::Target> targets = targets_of(arguments, [&](const Error& error) {
        ++undescribed;
        failures.insert(failures.end(), error.findings().begin(), error.findings().end());
    });
    build_all(
        targets, [&](const driver::Target& target) { return outcome_of(arguments, target); },
        [&](const driver::Target& target, const nlohmann::json& outcome) {
            if (outcome.contains("file")) return print_outcome(arguments, target, outcome);
            ++failed;
            for (Finding& finding : findings_in(outcome, "errors")) {
                if (targets.size() > 1) finding.arch = target.arch->name;
                // A compiler that is missing is missing for all modules.
                if (std::ranges::find(failures, finding) == failures.end())
                    failures.push_back(std::move(finding));
            }
        });
    if (failed + undescribed == 0) return;
    if (size_t all = targets.size() + undescribed; all > 1)
        fmt::print(stderr, "natmod: {} of {} {}\n", failed + undescribed, all,
                   arguments.dry_run ? "cannot be built" : "not built");
    throw Error(std::move(failures));
}

// Fields of a result that say how the file was made.
void describe(const driver::Target& target, nlohmann::json& outcome) {
    if (!outcome.contains("file")) return;
    driver::Toolchain toolchain =
        driver::compilers_for(target.module, *target.arch, target.options);
    outcome["compiler"] = short_name(toolchain.cc, toolchain.version);
    outcome["bytes"] = fs::file_size(outcome.at("file").get<std::string>());
}

void build_for_programs(const BuildArguments& arguments, Answer& answer) {
    std::vector<driver::Target> targets =
        targets_of(arguments, [&](const Error& error) { answer.add(error); });
    for (driver::Target& target : targets) target.options.as_data = true;
    auto work = [&](const driver::Target& target) {
        std::vector<Finding> notes;
        ReportTo to_notes([&](const Finding& finding) { notes.push_back(finding); });
        nlohmann::json outcome = outcome_of(arguments, target);
        if (!arguments.dry_run) describe(target, outcome);
        outcome["notes"] = notes;
        return outcome;
    };
    build_all(targets, work, [&](const driver::Target& target, const nlohmann::json& outcome) {
        const driver::ModuleDescription& module = target.module;
        answer.about(target.arch->name, driver::presumed_name(module, target.options),
                     module.directory);
        for (Finding& note : findings_in(outcome, "notes")) answer.add(std::move(note));
        nlohmann::json result = {{"abi", abi_of(target)}, {"file", nullptr}};
        for (const char* field : {"compiler", "bytes"})
            if (outcome.contains(field)) result[field] = outcome.at(field);
        bool made = outcome.contains("file");
        if (made) {
            fs::path file = outcome.at("file").get<std::string>();
            answer.about(target.arch->name, file.stem().string(), module.directory);
            result["file"] = from_here(file);
        } else {
            answer.add(Error(findings_in(outcome, "errors")));
        }
        answer.add_result(made, std::move(result));
    });
}

}  // namespace

cli::Command build_command() {
    auto arguments = std::make_shared<BuildArguments>();
    cli::Options output = {
        {"-o,--output", &arguments->output, "the .mpy file to write, or its folder"},
        {"--dry-run",
         &arguments->dry_run,
         "build nothing, but list what would be built and with which compiler; fail if one is "
         "missing",
         {.excludes = {"--record", "--reproduce"}}},
        {"-k,--keep-going", &arguments->keep_going,
         "after a failure, compile the sources that are left, and build the modules that can be "
         "read"},
        {"--report", &arguments->form.report,
         "also write the findings and results, as --json prints them, to this file"},
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
