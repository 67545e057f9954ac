// SPDX-License-Identifier: MIT
#include "suite/verdict.h"

#include <fmt/core.h>

#include <charconv>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/here.h"
#include "base/process.h"
#include "base/temporary_file.h"

namespace natmod::suite {
namespace {

constexpr std::string_view kNoUnittest = "ImportError: no module named 'unittest'";

// Boards end lines with "\r\n".
std::string with_plain_ends(std::string_view text) {
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || !text.substr(i).starts_with("\r\n")) plain += text[i];
    return plain;
}

std::string text_of(const std::filesystem::path& file) {
    return with_plain_ends(MappedFile(file).text());
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return lines;
}

// Takes `before` and a number from the text.
std::optional<int> take_number(std::string_view& text, std::string_view before) {
    if (!text.starts_with(before)) return {};
    int number = 0;
    const char* start = text.data() + before.size();
    auto [end, error] = std::from_chars(start, text.data() + text.size(), number);
    if (error != std::errc()) return {};
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    return number;
}

constexpr int kMostSignals = 64;

bool is_crash(int status) {
    return status > 128 && status <= 128 + kMostSignals;
}

Outcome failure(std::string why, std::string output, std::string hint = {}) {
    return {.verdict = Verdict::failed,
            .why = std::move(why),
            .hint = std::move(hint),
            .detail = std::move(output)};
}

bool imports_unittest(const Script& script) {
    MappedFile file(script.file);
    for (std::string_view line : lines_of(file.text()))
        if (line.starts_with("import unittest") || line.starts_with("from unittest")) return true;
    return false;
}

std::optional<Outcome> end_before_time(const Script& script, const ScriptRun& run,
                                       const std::string& output) {
    if (run.out_of_time)
        return failure(fmt::format("still runs after {} s", run.limit), output,
                       "--timeout SECONDS gives it more time");
    if (run.too_much_output)
        return failure(fmt::format("prints without end: {} bytes", run.output.size()),
                       output.substr(0, 1000));
    if (!is_crash(run.status)) return {};
    int signal = run.status - 128;
    return failure(fmt::format("crashes MicroPython: signal {} ({})", signal, ::strsignal(signal)),
                   output, fmt::format("natmod debug MODULE {} stops there", script.name));
}

Outcome judge_cases(const Cases& cases, const std::string& output) {
    Outcome outcome;
    if (int wrong = cases.failures + cases.errors; wrong != 0)
        outcome = failure(fmt::format("{} of {} cases failed", wrong, cases.ran), output);
    outcome.cases = cases;
    return outcome;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
    return verdict == Verdict::passed ? "pass" : verdict == Verdict::failed ? "fail" : "skip";
}

std::optional<Cases> unittest_cases(std::string_view output) {
    std::vector<std::string_view> lines = lines_of(output);
    if (lines.size() < 4) return {};
    std::string_view ran = lines[lines.size() - 3], result = lines.back();
    Cases cases;
    auto count = take_number(ran, "Ran ");
    if (!count || !ran.starts_with(" test") || !lines[lines.size() - 2].empty()) return {};
    cases.ran = *count;
    if (result == "OK") return cases;
    if (auto skipped = take_number(result, "OK (skipped=")) {
        cases.skipped = *skipped;
        return cases;
    }
    auto failures = take_number(result, "FAILED (failures=");
    auto errors = take_number(result, ", errors=");
    if (!failures || !errors) return {};
    cases.failures = *failures;
    cases.errors = *errors;
    return cases;
}

uint32_t line_in_traceback(std::string_view output, std::string_view script) {
    uint32_t found = 0;
    for (std::string_view line : lines_of(output)) {
        size_t quote = line.find("File \"");
        if (quote == std::string_view::npos) continue;
        std::string_view file = line.substr(quote + 6);
        std::string_view name = file.substr(0, file.find('"'));
        file.remove_prefix(name.size());
        // <string>: natmod run reads a script that way if the module would be hidden.
        bool same =
            name == "<string>" || name == script || name.ends_with("/" + std::string(script));
        if (auto number = take_number(file, "\", line "); same && number)
            found = static_cast<uint32_t>(*number);
    }
    return found;
}

std::string unified_diff(std::string_view expected, std::string_view found,
                         const std::string& expected_name, const std::string& found_name) {
    auto file_of = [](std::string_view text) {
        return TemporaryFile({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    };
    TemporaryFile old_file = file_of(expected), new_file = file_of(found);
    ProcessOptions options;
    options.capture = true;
    options.environment = {kPlainWords};
    options.hint = "it shows how the output differs: apt install diffutils";
    std::vector<std::string> command = {"diff",         "-a", "-u",       "-L",
                                        expected_name,  "-L", found_name, old_file.path(),
                                        new_file.path()};
    return run_process(command, options).output;
}

Outcome judge(const Script& script, const ScriptRun& run) {
    std::string output = with_plain_ends(run.output);
    if (auto outcome = end_before_time(script, run, output)) return *outcome;
    if (run.status == 0 && (output == "SKIP\n" || output == "SKIP-TOO-LARGE\n"))
        return {.verdict = Verdict::skipped};
    Outcome outcome;
    uint32_t line = line_in_traceback(output, script.file.filename().string());
    std::optional<Cases> cases = unittest_cases(output);
    if (run.status == 0 && cases) {
        outcome = judge_cases(*cases, output);
    } else if (output.find(kNoUnittest) != std::string::npos) {
        outcome = failure("MicroPython has no unittest here", output,
                          "micropython -m mip install unittest puts it into ~/.micropython/lib");
    } else if (!script.expected.empty()) {
        std::string expected = text_of(script.expected);
        // A script may be meant to fail; the test runner then ends the expected file so.
        std::string found = run.status == 0 ? output : output + "CRASH";
        if (found != expected) {
            outcome =
                failure(fmt::format("does not print {}", from_here(script.expected)),
                        unified_diff(expected, output, from_here(script.expected), script.name));
            if (run.status != 0) outcome.why += fmt::format(", exit status {}", run.status);
        }
    } else if (run.status != 0) {
        outcome = failure(fmt::format("exit status {}", run.status), output);
    } else if (imports_unittest(script)) {
        outcome = failure("imports unittest, but runs no cases", output,
                          "end the script with unittest.main()");
    }
    if (outcome.verdict == Verdict::failed) outcome.line = line;
    return outcome;
}

std::optional<std::string> new_expectation(const Script& script, const ScriptRun& run) {
    std::string output = with_plain_ends(run.output);
    if (end_before_time(script, run, output) || run.status != 0 || unittest_cases(output))
        return {};
    if (output == "SKIP\n" || output == "SKIP-TOO-LARGE\n") return {};
    if (output.empty() && script.expected.empty()) return {};
    return output;
}

}  // namespace natmod::suite
