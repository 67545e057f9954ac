// SPDX-License-Identifier: MIT
#include "suite/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/color.h"
#include "base/here.h"
#include "base/json.h"

namespace natmod::suite {
namespace {

constexpr size_t kMostLines = 200;

std::string cases_of(const Outcome& outcome) {
    if (!outcome.cases) return {};
    const Cases& cases = *outcome.cases;
    std::string text = fmt::format(" ({} case{}", cases.ran, cases.ran == 1 ? "" : "s");
    if (cases.skipped != 0) text += fmt::format(", {} skipped", cases.skipped);
    return text + ")";
}

std::string_view word_of(Verdict verdict) {
    return verdict == Verdict::failed ? "FAIL" : name_of(verdict);
}

Tone tone_of(Verdict verdict) {
    return verdict == Verdict::passed   ? Tone::good
           : verdict == Verdict::failed ? Tone::bad
                                        : Tone::warning;
}

Tone tone_of_line(std::string_view line, bool in_diff) {
    if (!in_diff) return Tone::plain;
    if (line.starts_with("@@")) return Tone::note;
    if (line.starts_with("---") || line.starts_with("+++")) return Tone::strong;
    return line.starts_with('-') ? Tone::bad : line.starts_with('+') ? Tone::good : Tone::plain;
}

bool is_diff(std::string_view text) {
    return text.starts_with("--- ");
}

std::string why_of(const Result& result) {
    return !result.script ? "not built" : result.outcome.why;
}

// XML 1.0 has no escapes for most control characters.
std::string xml(std::string_view text) {
    std::string escaped;
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '"')
            escaped += "&quot;";
        else if (byte < 32 && c != '\n' && c != '\t')
            escaped += fmt::format("\\x{:02x}", byte);
        else
            escaped += c;
    }
    if (is_utf8(escaped)) return escaped;
    for (char& c : escaped)
        if (static_cast<unsigned char>(c) >= 128) c = '?';
    return escaped;
}

std::string junit_case(const Result& result) {
    std::string name = !result.script ? "build" : result.script->name;
    std::string text = fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"",
                                   xml(label_of(*result.rig)), xml(name), result.run.seconds);
    if (result.script && result.outcome.verdict == Verdict::passed) return text + "/>\n";
    if (result.script && result.outcome.verdict == Verdict::skipped)
        return text + "><skipped/></testcase>\n";
    std::string detail = result.outcome.detail;
    for (const Finding& finding : result.findings)
        detail +=
            fmt::format("{}{}{}\n", finding.where.text(), finding.where ? ": " : "", finding.text);
    return text + fmt::format("><failure message=\"{}\">{}</failure></testcase>\n",
                              xml(why_of(result)), xml(detail));
}

}  // namespace

void Totals::add(const Result& result) {
    bool failed_now = !result.script || result.outcome.verdict == Verdict::failed;
    if (failed_now)
        ++failed;
    else
        ++(result.outcome.verdict == Verdict::passed ? passed : skipped);
    if (result.outcome.cases) cases += result.outcome.cases->ran - result.outcome.cases->skipped;
}

std::string label_of(const Rig& rig) {
    return fmt::format("{} {}", rig.arch->name, rig.firmware);
}

std::string line_of(const Result& result, bool several_rigs) {
    bool built = result.script.has_value();
    Verdict verdict = built ? result.outcome.verdict : Verdict::failed;
    std::string what = built ? result.script->name : label_of(*result.rig);
    if (built && several_rigs) what = label_of(*result.rig) + "  " + what;
    std::string line = colored(word_of(verdict), tone_of(verdict), stdout) + "  " + what;
    if (verdict == Verdict::failed) line += ": " + why_of(result);
    line += cases_of(result.outcome);
    if (!result.written.empty()) line += fmt::format(" (wrote {})", from_here(result.written));
    return line;
}

std::string detail_of(const Outcome& outcome) {
    std::vector<std::string_view> lines;
    for (std::string_view rest = outcome.detail; !rest.empty();) {
        lines.push_back(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(std::min(rest.size(), lines.back().size() + 1));
    }
    std::string text;
    // A diff begins with what matters, other output ends with it.
    bool in_diff = is_diff(outcome.detail);
    size_t hidden = lines.size() > kMostLines ? lines.size() - kMostLines : 0;
    std::string note = fmt::format("... {} more lines\n", hidden);
    if (hidden != 0 && !in_diff) text += note;
    std::span<const std::string_view> shown(lines);
    shown = in_diff ? shown.first(lines.size() - hidden) : shown.last(lines.size() - hidden);
    for (std::string_view line : shown)
        text += colored(line, tone_of_line(line, in_diff), stdout) + "\n";
    if (hidden != 0 && in_diff) text += note;
    if (!outcome.hint.empty())
        text += fmt::format("{} {}\n", colored("hint:", Tone::note, stdout), outcome.hint);
    return text;
}

std::string summary_of(const Totals& totals, double seconds) {
    std::string text = fmt::format("{} passed, {} failed", totals.passed, totals.failed);
    if (totals.skipped != 0) text += fmt::format(", {} skipped", totals.skipped);
    if (totals.cases != 0) text += fmt::format(" ({} cases)", totals.cases);
    return colored(text, totals.failed == 0 ? Tone::good : Tone::bad, stdout) +
           fmt::format(" in {:.1f} s", seconds);
}

nlohmann::json json_of(const Result& result) {
    const Outcome& outcome = result.outcome;
    nlohmann::json json = {{"firmware", result.rig->firmware},
                           {"script", nullptr},
                           {"verdict", name_of(Verdict::failed)},
                           {"why", why_of(result)}};
    if (!result.script) return json;
    json["script"] = result.script->name;
    json["verdict"] = name_of(outcome.verdict);
    json["seconds"] = result.run.seconds;
    json["expected"] = nullptr;
    if (!result.script->expected.empty()) json["expected"] = from_here(result.script->expected);
    json["written"] = nullptr;
    if (!result.written.empty()) json["written"] = from_here(result.written);
    json["output"] = result.run.output;
    json["status"] = result.run.status;
    if (outcome.cases)
        json["cases"] = {{"ran", outcome.cases->ran},
                         {"skipped", outcome.cases->skipped},
                         {"failures", outcome.cases->failures},
                         {"errors", outcome.cases->errors}};
    return json;
}

Finding finding_of(const Result& result) {
    const Outcome& outcome = result.outcome;
    Finding finding{{result.script->file.string(), outcome.line},
                    outcome.why,
                    outcome.hint,
                    FindingKind::test_failed};
    // Of a long output the end says why.
    constexpr size_t kMost = 4000;
    std::string_view detail = outcome.detail;
    if (!is_diff(detail) && detail.size() > kMost) detail.remove_prefix(detail.size() - kMost);
    finding.text += fmt::format("\n{}", detail.substr(0, kMost));
    while (finding.text.ends_with('\n')) finding.text.pop_back();
    return finding;
}

std::string junit_of(std::span<const Result> results) {
    Totals all;
    for (const Result& result : results) all.add(result);
    std::string text = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n",
        results.size(), all.failed, all.skipped);
    for (size_t first = 0; first < results.size();) {
        const Rig* rig = results[first].rig;
        Totals totals;
        double seconds = 0;
        std::string cases;
        size_t end = first;
        for (; end < results.size() && results[end].rig == rig; ++end) {
            totals.add(results[end]);
            seconds += results[end].run.seconds;
            cases += junit_case(results[end]);
        }
        text += fmt::format(
            " <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
            "time=\"{:.3f}\">\n{} </testsuite>\n",
            xml(label_of(*rig)), end - first, totals.failed, totals.skipped, seconds, cases);
        first = end;
    }
    return text + "</testsuites>\n";
}

}  // namespace natmod::suite
