// SPDX-License-Identifier: MIT
#include "base/report.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/color.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/status_line.h"

namespace natmod {
namespace {

std::function<void(const Finding&)>& receiver() {
    static std::function<void(const Finding&)> current;
    return current;
}

// Bytes of a source in another encoding must not keep a finding from being told.
std::string json_line(const Finding& finding) {
    return json_text(finding, -1) + "\n";
}

// Steps run at the same time: one write per line, at the end of the file, keeps lines whole.
bool add_to_file(const char* path, const std::string& line) {
    int file = ::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file < 0) return false;
    bool written = ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    ::close(file);
    return written;
}

// `natmod: WHERE: SEVERITY: TEXT` and, if there is one, a `hint:` line.
void print(const Finding& finding) {
    std::string where = finding.where ? finding.where.text() : finding.arch;
    std::string_view severity = finding.kind == FindingKind::to_do
                                    ? name_of(finding.kind)
                                    : name_of(severity_of(finding.kind));
    clear_status();
    std::string text =
        fmt::format("natmod: {}{}{}: {}", where, where.empty() ? "" : ": ", severity, finding.text);
    fmt::print(stderr, "{}\n", colored_message(text));
    if (!finding.hint.empty())
        fmt::print(stderr, "{} {}\n", colored("hint:", Tone::note, stderr), finding.hint);
}

}  // namespace

void report(const Finding& finding) {
    if (receiver()) return receiver()(finding);
    const char* file = std::getenv(kFindingsFile);
    if (file != nullptr && *file != '\0' && add_to_file(file, json_line(finding))) return;
    print(finding);
}

void report_all(const Error& error) {
    for (const Finding& finding : error.findings()) report(finding);
}

std::vector<Finding> read_findings(const std::filesystem::path& file) {
    std::vector<Finding> findings;
    if (!std::filesystem::exists(file)) return findings;
    MappedFile content(file);
    for (std::string_view rest = content.text(); !rest.empty();) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        try {
            findings.push_back(parse_json(line).get<Finding>());
        } catch (const nlohmann::json::exception& error) {
            throw Error(
                Finding{file.string(), fmt::format("a finding is damaged: {}", error.what())});
        }
    }
    return findings;
}

ReportTo::ReportTo(std::function<void(const Finding&)> receiver_of_findings)
    : previous_(std::exchange(receiver(), std::move(receiver_of_findings))) {}

ReportTo::~ReportTo() {
    receiver() = std::move(previous_);
}

}  // namespace natmod
