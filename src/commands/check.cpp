// SPDX-License-Identifier: MIT
// natmod check: says for each architecture whether a module works as a native module, and if not,
// why.

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>

#include "base/color.h"
#include "base/error.h"
#include "base/json.h"
#include "base/side_by_side.h"
#include "check/report.h"
#include "commands/answer.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/targets.h"
#include "mpy/footprint_json.h"

namespace natmod::commands {
namespace {

struct CheckArguments {
    std::vector<std::string> targets = {"."};
    AnswerForm form;
    check::Limits limits;
    driver::BuildOptions options;
};

// Other places of the same; a few, as a header's name may be on every line.
std::string also_at(const Finding& finding) {
    constexpr size_t kShown = 3;
    if (finding.also.empty()) return "";
    std::vector<std::string> shown;
    for (const Place& place : std::span(finding.also).first(std::min(kShown, finding.also.size())))
        shown.push_back(place.text());
    std::string more = finding.also.size() > kShown
                           ? fmt::format(" and {} more", finding.also.size() - kShown)
                           : "";
    return fmt::format(" (also {}{})", fmt::join(shown, ", "), more);
}

void print_text(const abi::Arch& arch, const check::CheckReport& report) {
    std::string prefix = fmt::format("{} {}", arch.name, report.module);
    for (const Finding& finding : report.findings) {
        fmt::print("{}: {}{}{}: {}{}{}{}\n", prefix, finding.where.text(),
                   finding.where ? ": " : "", name_of(finding.kind), finding.text, also_at(finding),
                   finding.hint.empty() ? "" : "; ", finding.hint);
    }
    std::vector<std::string> headers = report.port_headers(), names = report.port_names();
    if (!headers.empty() || !names.empty()) {
        fmt::print("{}: depends on a port{}{}{}{}\n", prefix, headers.empty() ? "" : ": headers ",
                   fmt::join(headers, ", "),
                   names.empty()     ? ""
                   : headers.empty() ? ": names "
                                     : "; names ",
                   fmt::join(names, ", "));
    }
    for (const auto& [symbol, source] : report.symbols)
        fmt::print("{}: {}: from {}\n", prefix, symbol, source);
    if (report.cost) {
        const check::Cost& cost = *report.cost;
        fmt::print(
            "{}: {} bytes of text, {} of RAM kept after import ({} on the heap, {} for "
            "code), {} in the file\n",
            prefix, cost.memory.text, cost.ram(), cost.memory.heap, cost.memory.exec, cost.file);
    }
    fmt::print("{}: {}\n", prefix,
               report.works() ? colored("works", Tone::good, stdout)
                              : colored("does not work", Tone::bad, stdout));
    std::fflush(stdout);
}

nlohmann::json result_of(const check::CheckReport& report) {
    nlohmann::json json = {
        {"port", {{"headers", report.port_headers()}, {"names", report.port_names()}}}};
    if (!report.symbols.empty()) json["symbols"] = report.symbols;
    if (report.cost) {
        json["cost"] = report.cost->memory;
        json["cost"]["ram"] = report.cost->ram();
        json["cost"]["file"] = report.cost->file;
    }
    return json;
}

std::vector<driver::Target> targets_of(const CheckArguments& arguments) {
    return driver::requested_targets(arguments.targets, arguments.options);
}

check::CheckReport report_of(const driver::Target& target, const CheckArguments& arguments) {
    return check::check_module(target.module, *target.arch, target.options, arguments.limits);
}

constexpr std::string_view kWorks = "works";

void check_for_people(const CheckArguments& arguments) {
    std::vector<driver::Target> targets = targets_of(arguments);
    int most = driver::builds_at_once(targets);
    auto work = [&](size_t i) {
        check::CheckReport report = report_of(targets[i], arguments);
        print_text(*targets[i].arch, report);
        return std::string(report.works() ? kWorks : "");
    };
    bool all_work = true;
    side_by_side(targets.size(), most, work,
                 [&](size_t, const std::string& verdict) { all_work &= verdict == kWorks; });
    // What is wrong has been printed; the status is the verdict.
    if (!all_work) throw Error(std::vector<Finding>{});
}

void check_for_programs(const CheckArguments& arguments, Answer& answer) {
    std::vector<driver::Target> targets = targets_of(arguments);
    int most = driver::builds_at_once(targets);
    auto work = [&](size_t i) {
        check::CheckReport report = report_of(targets[i], arguments);
        return json_text({{"module", report.module},
                          {"findings", report.findings},
                          {"works", report.works()},
                          {"result", result_of(report)}});
    };
    side_by_side(targets.size(), most, work, [&](size_t i, const std::string& text) {
        if (text.empty()) throw Error("a check has ended without an answer");
        nlohmann::json report = parse_json(text);
        answer.about(targets[i].arch->name, report.at("module"), targets[i].module.directory);
        for (Finding& finding : report.at("findings").get<std::vector<Finding>>())
            answer.add(std::move(finding));
        answer.add_result(report.at("works"), report.at("result"));
    });
}

}  // namespace

cli::Command check_command() {
    auto arguments = std::make_shared<CheckArguments>();
    cli::Options limits = {
        {"--max-text", &arguments->limits.text,
         "fail if machine code and constants take more bytes than this: 20k, 1m"},
        {"--max-ram", &arguments->limits.ram,
         "fail if the import keeps more bytes of RAM than this: 20k, 1m"},
    };
    return {
        .name = "check",
        .description = "Say whether a module works as a native module, and if not, why",
        .footer =
            "Prints a line for each finding: missing headers, names and symbols, where they are "
            "used\n"
            "and what to do; compile errors; what behaves differently from firmware; what is too\n"
            "large. Then it says what ties the module to a port, if anything does, and what the\n"
            "module costs. The exit status is 0 if every module works on every architecture asked\n"
            "for, else 1.\n\n" +
            std::string(kRunsCode),
        .options = targets_option(arguments->targets) + answer_options(arguments->form) + limits +
                   build_options(arguments->options) + firmware_options(arguments->options),
        .run = [arguments] {
            if (arguments->form.for_people()) return check_for_people(*arguments);
            answer(arguments->form, "check",
                   [&](Answer& answer) { check_for_programs(*arguments, answer); });
        }};
}

}  // namespace natmod::commands
