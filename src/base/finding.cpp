#include "base/finding.h"

#include <algorithm>
#include <iterator>

namespace natmod {
namespace {

struct Kind {
    FindingKind kind;
    std::string_view name;
};

constexpr Kind kKinds[] = {
    {FindingKind::missing_header, "missing header"},
    {FindingKind::port_header, "port header"},
    {FindingKind::missing_name, "missing name"},
    {FindingKind::firmware_state, "firmware state"},
    {FindingKind::missing_symbol, "missing symbol"},
    {FindingKind::compile_error, "compile error"},
    {FindingKind::error, "error"},
    {FindingKind::too_large, "too large"},
    {FindingKind::note, "note"},
};

}  // namespace

std::string_view name_of(FindingKind kind) {
    return std::find_if(std::begin(kKinds), std::end(kKinds),
                        [&](const Kind& entry) { return entry.kind == kind; })
        ->name;
}

void add_place(Finding& finding, const std::string& place) {
    if (place != finding.where &&
        std::find(finding.also.begin(), finding.also.end(), place) == finding.also.end())
        finding.also.push_back(place);
}

void add_finding(std::vector<Finding>& findings, Finding finding) {
    // A compiler may say the same of two lines that are wrong in two ways.
    bool by_place = finding.subject.empty();
    auto same = std::find_if(findings.begin(), findings.end(), [&](const Finding& other) {
        return other.kind == finding.kind && other.text == finding.text &&
               (!by_place || other.where == finding.where);
    });
    if (same == findings.end()) {
        findings.push_back(std::move(finding));
        return;
    }
    add_place(*same, finding.where);
    for (const std::string& place : finding.also) add_place(*same, place);
}

}  // namespace natmod
