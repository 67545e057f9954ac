// SPDX-License-Identifier: MIT
// natmod test: builds a module, and runs the Python scripts that test it in real MicroPython.

#include <fmt/core.h>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/report.h"
#include "base/status_line.h"
#include "base/watch.h"
#include "commands/answer.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "commands/python_options.h"
#include "driver/project_file.h"
#include "suite/board_rig.h"
#include "suite/report.h"
#include "suite/suite.h"

namespace natmod::commands {
namespace {

struct TestArguments {
    suite::SuiteOptions suite;
    std::vector<std::string> firmwares;
    std::string device;
    int seconds = 0;  // for each script; 0: not given
    std::string junit;
    bool watch = false;
    AnswerForm form;
    driver::BuildOptions options;
};

using suite::Result;

// What natmod.toml in the folder says, where the command line does not.
void take_project(TestArguments& arguments) {
    std::filesystem::path folder = arguments.suite.target;
    driver::ProjectFile project;
    if (std::filesystem::is_directory(folder)) project = driver::read_project(folder);
    if (arguments.firmwares.empty()) arguments.firmwares = project.firmwares;
    if (arguments.seconds == 0) arguments.seconds = static_cast<int>(project.timeout.value_or(30));
    if (!arguments.suite.selection.scripts.empty()) return;
    for (const std::string& script : project.scripts)
        arguments.suite.selection.scripts.push_back((folder / script).string());
}

// Makes `options` fit a board.
std::vector<suite::Rig> rigs_of(const TestArguments& arguments, driver::BuildOptions& options) {
    if (!arguments.device.empty())
        return {suite::board_rig(arguments.device, options, arguments.seconds)};
    return suite::requested_rigs(arguments.firmwares, arguments.options, arguments.seconds);
}

void write_junit(const TestArguments& arguments, const std::vector<Result>& results) {
    if (!arguments.junit.empty()) write_file(arguments.junit, suite::junit_of(results));
}

void print_start(const std::vector<suite::Script>& scripts, const std::vector<suite::Rig>& rigs) {
    std::vector<std::string> labels;
    for (const suite::Rig& rig : rigs) labels.push_back(suite::label_of(rig));
    fmt::print("{} script{} on {}\n", scripts.size(), scripts.size() == 1 ? "" : "s",
               fmt::join(labels, ", "));
    std::fflush(stdout);
}

bool has_failed(const Result& result) {
    return !result.script || result.outcome.verdict == suite::Verdict::failed;
}

// The script's line, and on a terminal how far we are.
void print_result(const Result& result, bool several, bool quiet, size_t count, size_t all) {
    clear_status();
    if (!quiet || has_failed(result)) fmt::print("{}\n", suite::line_of(result, several));
    std::fflush(stdout);
    if (on_terminal() && !quiet && count < all) show_status(fmt::format("[{}/{}]", count, all));
}

void print_failures(const std::vector<Result>& results, bool several) {
    for (const Result& result : results) {
        for (const Finding& finding : result.findings) report(finding);
        if (result.script && has_failed(result))
            fmt::print("\n{}\n{}", suite::line_of(result, several),
                       suite::detail_of(result.outcome));
    }
}

void test_for_people(const TestArguments& arguments, const AddInput& input) {
    auto start = std::chrono::steady_clock::now();
    driver::BuildOptions options = arguments.options;
    std::vector<suite::Rig> rigs = rigs_of(arguments, options);
    std::vector<Result> results;
    suite::Totals totals;
    bool several = rigs.size() > 1, quiet = arguments.options.quiet;
    size_t all = 0;
    auto begin = [&](const std::vector<suite::Script>& scripts) {
        all = scripts.size() * rigs.size();
        if (!quiet) print_start(scripts, rigs);
    };
    auto take = [&](const Result& result) {
        results.push_back(result);
        totals.add(result);
        print_result(result, several, quiet, results.size(), all);
    };
    suite::run_suite(arguments.suite, rigs, options, {begin, take, input});
    clear_status();
    if (interrupted() == SIGTERM) end_by(SIGTERM);  // --watch runs them again
    print_failures(results, several);
    std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    fmt::print("{}{}\n", totals.failed == 0 ? "" : "\n", suite::summary_of(totals, taken.count()));
    std::fflush(stdout);
    if (int signal = interrupted(); signal != 0) {
        report({{}, "interrupted: not all scripts have run", {}, FindingKind::note});
        end_by(signal);
    }
    write_junit(arguments, results);
    // What is wrong has been printed; the status is the verdict.
    if (totals.failed != 0) throw Error(std::vector<Finding>{});
}

void test_for_programs(const TestArguments& arguments, Answer& answer) {
    driver::BuildOptions options = arguments.options;
    std::vector<suite::Rig> rigs = rigs_of(arguments, options);
    std::vector<Result> results;
    options.as_data = true;
    auto take = [&](const Result& result) {
        answer.about(result.rig->arch->name, result.module, {});
        for (const Finding& finding : result.findings) answer.add(finding);
        bool ok = !has_failed(result);
        if (!ok && result.script) answer.add(suite::finding_of(result));
        answer.add_result(ok, suite::json_of(result));
        results.push_back(result);
    };
    suite::run_suite(arguments.suite, rigs, options,
                     {[](const std::vector<suite::Script>&) {}, take, {}});
    if (int signal = interrupted(); signal != 0) end_by(signal);
    write_junit(arguments, results);
}

}  // namespace

cli::Command test_command() {
    auto arguments = std::make_shared<TestArguments>();
    suite::SuiteOptions& suite = arguments->suite;
    cli::Options options = {
        {"target", &suite.target, "the module's folder, a source or a .mpy file"},
        {"--scripts", &suite.selection.scripts,
         "folders or scripts to run, instead of test*.py and tests/ beside the module; may be "
         "repeated"},
        {"-k,--only", &suite.selection.only, "run only scripts with this text in their names"},
        {"--firmware-from,--firmware", &arguments->firmwares,
         "MicroPython to run them in: a program, a name that natmod firmware lists, or all; "
         "several with commas between them; may be repeated"},
        device_option(
            arguments->device,
            "run them on the board at this serial port, or with auto on the one that is connected",
            "--firmware-from"),
        {"--timeout", &arguments->seconds, "seconds that each script has", {.max = 1000000}},
        {"--update", &suite.update, "write what the scripts print to their expected files"},
        {"--junit", &arguments->junit, "also write the results to this file, as JUnit does"},
        {"--watch",
         &arguments->watch,
         "run again whenever a source or a script changes, until Ctrl-C",
         {.excludes = {"--json", "--github"}}},
    };
    return {
        .name = "test",
        .description = "Build a module and run its test scripts in real MicroPython",
        .footer =
            "A script passes if it prints what is in NAME.py.exp, NAME.exp or, for test.py,\n"
            "expected.txt; without such a file, if it ends with exit status 0. One that prints\n"
            "SKIP alone is skipped, and of unittest the cases count.\n"
            "docs/testing-a-module.md says more.\n\n" +
            std::string(kRunsCode),
        .options = options + answer_options(arguments->form) + build_options(arguments->options),
        .run = [arguments] {
            if (arguments->options.no_run)
                throw Error("natmod test runs the module itself, which --no-run forbids",
                            "natmod build --no-run builds it");
            take_project(*arguments);
            auto test = [&](const AddInput& input) { test_for_people(*arguments, input); };
            if (arguments->watch) watch(test);
            if (arguments->form.for_people()) return test({});
            answer(arguments->form, "test",
                   [&](Answer& answer) { test_for_programs(*arguments, answer); });
        }};
}

}  // namespace natmod::commands
