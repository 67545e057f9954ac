// SPDX-License-Identifier: MIT
#include "commands/answer.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>

#include "base/file.h"
#include "base/json.h"
#include "base/report.h"
#include "commands/step_summary.h"

namespace fs = std::filesystem;

namespace natmod::commands {
namespace {

// As GitHub wants the text of a workflow command, and its properties.
std::string escape(std::string_view text, std::string_view special) {
    std::string escaped;
    for (char c : text) {
        if (special.find(c) == std::string_view::npos)
            escaped += c;
        else
            escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return escaped;
}

constexpr std::string_view kInText = "%\r\n", kInProperty = "%\r\n:,";

// GitHub knows files by their names in the repository.
std::string in_repository(const std::string& file) {
    const char* workspace = std::getenv("GITHUB_WORKSPACE");
    if (workspace == nullptr || *workspace == '\0') return file;
    fs::path relative = fs::absolute(file).lexically_normal().lexically_relative(workspace);
    bool below = !relative.empty() && *relative.begin() != "..";
    return below ? relative.string() : file;
}

std::string annotation(const Finding& finding) {
    Severity severity = severity_of(finding.kind);
    std::string line = fmt::format(
        "::{} ", severity == Severity::note ? std::string_view("notice") : name_of(severity));
    if (finding.where)
        line += fmt::format("file={},", escape(in_repository(finding.where.file), kInProperty));
    if (finding.where.line != 0) line += fmt::format("line={},", finding.where.line);
    if (finding.where.column != 0) line += fmt::format("col={},", finding.where.column);
    line += fmt::format("title=natmod: {}::{}", escape(name_of(finding.kind), kInProperty),
                        escape(finding.text, kInText));
    if (!finding.hint.empty()) line += escape("\nhint: " + finding.hint, kInText);
    return line + "\n";
}

}  // namespace

cli::Options answer_options(AnswerForm& form) {
    return {
        {"--json",
         &form.json,
         "print findings and results as JSON: see docs/findings.md",
         {.excludes = {"--github"}}},
        {"--github", &form.github, "print findings as annotations of a GitHub workflow"},
    };
}

void Answer::about(std::string_view arch, std::string module, fs::path directory) {
    arch_ = arch;
    module_ = std::move(module);
    directory_ = std::move(directory);
}

void Answer::add(Finding finding) {
    if (finding.arch.empty()) finding.arch = arch_;
    if (finding.module.empty()) finding.module = module_;
    std::vector<Finding> one = {std::move(finding)};
    name_places(one, directory_);
    findings_.push_back(std::move(one.front()));
}

void Answer::add(const Error& error) {
    ok_ = false;
    for (const Finding& finding : error.findings()) add(finding);
}

void Answer::add_result(bool ok, nlohmann::json result) {
    ok_ &= ok;
    result["ok"] = ok;
    if (!arch_.empty()) result["arch"] = arch_;
    if (!module_.empty()) result["module"] = module_;
    results_.push_back(std::move(result));
}

std::string Answer::json(std::string_view command) const {
    nlohmann::json json = {{"schema", 1},
                           {"command", command},
                           {"ok", ok_},
                           {"findings", findings_},
                           {"results", results_}};
    return json_text(json) + "\n";
}

// The same line wrong for three architectures is one annotation.
std::string Answer::github() const {
    std::string text;
    std::set<std::string> seen;
    for (const Finding& finding : findings_) {
        std::string line = annotation(finding);
        if (seen.insert(line).second) text += line;
    }
    return text;
}

std::string Answer::summary(std::string_view command) const {
    return step_summary(command, findings_, results_);
}

void Answer::print_text() const {
    for (const Finding& finding : findings_) report(finding);
    for (const nlohmann::json& result : results_)
        if (auto file = result.find("file"); file != result.end() && file->is_string())
            fmt::print("{}\n", file->get<std::string>());
}

namespace {

// To what other steps of a workflow have written.
void append(const char* file, const std::string& text) {
    if (std::ofstream(file, std::ios::app) << text) return;
    throw Error({file, "cannot be written", "GITHUB_STEP_SUMMARY names it"});
}

}  // namespace

void answer(const AnswerForm& form, std::string_view command,
            const std::function<void(Answer&)>& work) {
    Answer answer;
    try {
        ReportTo to_answer([&](const Finding& finding) { answer.add(finding); });
        work(answer);
    } catch (const std::exception& error) {
        answer.add(as_error(error));
    }
    if (!form.report.empty()) write_file(form.report, answer.json(command));
    if (form.json)
        fmt::print("{}", answer.json(command));
    else if (form.github)
        fmt::print("{}", answer.github());
    else
        answer.print_text();
    const char* summary = std::getenv("GITHUB_STEP_SUMMARY");
    if (form.github && summary != nullptr && *summary != '\0')
        append(summary, answer.summary(command));
    if (std::fflush(stdout) != 0) throw Error("cannot write to standard output");
    if (!answer.ok()) throw Error(std::vector<Finding>{});
}

}  // namespace natmod::commands
