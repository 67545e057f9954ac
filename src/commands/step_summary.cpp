// SPDX-License-Identifier: MIT
#include "commands/step_summary.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace natmod::commands {
namespace {

// The fields of results that people want to see; a table has those that some result has.
struct Column {
    const char* pointer;  // in a result
    const char* title;
    bool is_number = false;
};

constexpr Column kColumns[] = {
    {"/module", "module"},        {"/arch", "architecture"},     {"/abi", "ABI"},
    {"/firmware", "MicroPython"}, {"/script", "script"},         {"/file", "file"},
    {"/compiler", "compiler"},    {"/bytes", "bytes", true},     {"/cost/text", "text", true},
    {"/cost/ram", "RAM", true},   {"/seconds", "seconds", true},
};

// In a cell, where a bar and a line's end have a meaning.
std::string escape(std::string_view text) {
    std::string cell;
    for (char c : text) {
        if (c == '|' || c == '<' || c == '`' || c == '*' || c == '_') cell += '\\';
        cell += c == '\n' ? ' ' : c;
    }
    return cell;
}

std::string cell_of(const nlohmann::json& result, const char* pointer) {
    nlohmann::json::json_pointer at(pointer);
    if (!result.contains(at)) return {};
    const nlohmann::json& value = result.at(at);
    if (value.is_string()) return escape(value.get<std::string>());
    if (value.is_number_float()) return fmt::format("{:.2f}", value.get<double>());
    return value.is_number() ? value.dump() : std::string();
}

std::string line_of(const Finding& finding) {
    std::string where = finding.where ? finding.where.text() + ": " : "";
    return escape(where + finding.text.substr(0, finding.text.find('\n')));
}

bool is_error(const Finding& finding) {
    return severity_of(finding.kind) == Severity::error;
}

// What is wrong with a result, in a few words.
std::string verdict_of(const nlohmann::json& result, std::span<const Finding> findings) {
    if (result.at("ok")) return result.value("verdict", "") == "skip" ? "skipped" : "ok";
    auto why = std::ranges::find_if(findings, [&](const Finding& finding) {
        return is_error(finding) && finding.arch == result.value("arch", "") &&
               finding.module == result.value("module", "");
    });
    return why == findings.end() ? "**failed**" : "**failed**: " + line_of(*why);
}

std::string row(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (const std::string& cell : cells) line += fmt::format(" {} |", cell);
    return line + "\n";
}

}  // namespace

std::string step_summary(std::string_view command, std::span<const Finding> findings,
                         const nlohmann::json& results) {
    std::vector<Column> columns;
    for (const Column& column : kColumns)
        if (std::ranges::any_of(results, [&](const nlohmann::json& result) {
                return !cell_of(result, column.pointer).empty();
            }))
            columns.push_back(column);
    auto failed = std::ranges::count_if(
        results, [](const nlohmann::json& result) { return !result.at("ok").get<bool>(); });
    std::string text = fmt::format("### natmod {}: ", command);
    text += failed == 0 ? fmt::format("{} ok\n\n", results.size())
                        : fmt::format("{} of {} failed\n\n", failed, results.size());
    if (!results.empty()) {
        std::vector<std::string> titles, rules;
        for (const Column& column : columns) {
            titles.emplace_back(column.title);
            rules.emplace_back(column.is_number ? "--:" : "---");
        }
        titles.emplace_back("");
        rules.emplace_back("---");
        text += row(titles) + row(rules);
    }
    for (const nlohmann::json& result : results) {
        std::vector<std::string> cells;
        for (const Column& column : columns) cells.push_back(cell_of(result, column.pointer));
        cells.push_back(verdict_of(result, findings));
        text += row(cells);
    }
    for (const Finding& finding : findings)
        if (is_error(finding) && finding.arch.empty() && finding.module.empty())
            text += fmt::format("\n- {}", line_of(finding));
    return text + "\n";
}

}  // namespace natmod::commands
