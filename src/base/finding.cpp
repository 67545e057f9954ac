// SPDX-License-Identifier: MIT
#include "base/finding.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;

namespace natmod {
namespace {

struct Kind {
    FindingKind kind;
    std::string_view name;
    Severity severity = Severity::error;
};

constexpr Kind kKinds[] = {
    {FindingKind::missing_header, "missing header"},
    {FindingKind::port_header, "port header"},
    {FindingKind::missing_name, "missing name"},
    {FindingKind::firmware_state, "firmware state"},
    {FindingKind::missing_symbol, "missing symbol"},
    {FindingKind::compile_error, "compile error"},
    {FindingKind::compiler_failed, "compiler failed"},
    {FindingKind::error, "error"},
    {FindingKind::too_large, "too large"},
    {FindingKind::test_failed, "test failed"},
    {FindingKind::to_do, "to do", Severity::warning},
    {FindingKind::compile_warning, "compile warning", Severity::warning},
    {FindingKind::warning, "warning", Severity::warning},
    {FindingKind::note, "note", Severity::note},
};

const Kind& entry_of(FindingKind kind) {
    return *std::ranges::find(kKinds, kind, &Kind::kind);
}

std::string with_hyphens(std::string_view name) {
    std::string text(name);
    std::ranges::replace(text, ' ', '-');
    return text;
}

Place named_from_here(Place place, const fs::path& directory) {
    fs::path file = (directory / place.file).lexically_normal();
    if (!place || !fs::exists(file)) return place;
    fs::path relative = fs::absolute(file).lexically_relative(fs::current_path());
    bool below = !relative.empty() && *relative.begin() != "..";
    place.file = (below ? relative : file).string();
    return place;
}

}  // namespace

std::string Place::text() const {
    if (line != 0) return fmt::format("{}:{}", file, line);
    return part.empty() ? file : fmt::format("{}: {}", file, part);
}

std::string_view name_of(FindingKind kind) {
    return entry_of(kind).name;
}

Severity severity_of(FindingKind kind) {
    return entry_of(kind).severity;
}

std::string_view name_of(Severity severity) {
    return severity == Severity::error     ? "error"
           : severity == Severity::warning ? "warning"
                                           : "note";
}

void add_place(Finding& finding, const Place& place) {
    // Two uses in one line are one place.
    auto same = [&](const Place& other) { return other.text() == place.text(); };
    if (!same(finding.where) && std::ranges::none_of(finding.also, same))
        finding.also.push_back(place);
}

void add_finding(std::vector<Finding>& findings, Finding finding) {
    // A compiler may say the same of two lines that are wrong in two ways.
    bool by_place = finding.symbol.empty();
    auto same = std::ranges::find_if(findings, [&](const Finding& other) {
        return other.kind == finding.kind && other.text == finding.text &&
               (!by_place || other.where.text() == finding.where.text());
    });
    if (same == findings.end()) {
        findings.push_back(std::move(finding));
        return;
    }
    add_place(*same, finding.where);
    for (const Place& place : finding.also) add_place(*same, place);
}

void name_places(std::vector<Finding>& findings, const fs::path& directory) {
    for (Finding& finding : findings) {
        finding.where = named_from_here(finding.where, directory);
        // The same place may have come by two names.
        for (const Place& place : std::exchange(finding.also, {}))
            add_place(finding, named_from_here(place, directory));
    }
}

void to_json(nlohmann::json& json, const Place& place) {
    json = {{"file", place.file}, {"line", place.line}};
    if (place.column != 0) json["column"] = place.column;
    if (!place.part.empty()) json["part"] = place.part;
}

void from_json(const nlohmann::json& json, Place& place) {
    json.at("file").get_to(place.file);
    json.at("line").get_to(place.line);
    place.column = json.value("column", 0U);
    place.part = json.value("part", std::string());
}

void to_json(nlohmann::json& json, const Finding& finding) {
    json = {{"kind", with_hyphens(name_of(finding.kind))},
            {"severity", name_of(severity_of(finding.kind))},
            {"place", nullptr},
            {"text", finding.text},
            {"hint", finding.hint},
            {"symbol", finding.symbol},
            {"port", finding.port},
            {"also", finding.also}};
    if (finding.where) json["place"] = finding.where;
    if (!finding.arch.empty()) json["arch"] = finding.arch;
    if (!finding.module.empty()) json["module"] = finding.module;
}

void from_json(const nlohmann::json& json, Finding& finding) {
    const auto& kind = json.at("kind").get_ref<const std::string&>();
    auto entry = std::ranges::find_if(
        kKinds, [&](const Kind& known) { return with_hyphens(known.name) == kind; });
    finding.kind = entry == std::end(kKinds) ? FindingKind::error : entry->kind;
    if (const auto& place = json.at("place"); !place.is_null()) place.get_to(finding.where);
    json.at("text").get_to(finding.text);
    json.at("hint").get_to(finding.hint);
    json.at("symbol").get_to(finding.symbol);
    json.at("port").get_to(finding.port);
    json.at("also").get_to(finding.also);
    finding.arch = json.value("arch", std::string());
    finding.module = json.value("module", std::string());
}

}  // namespace natmod
