// SPDX-License-Identifier: MIT
// What a script's run says of the module. No process runs here: the same for a MicroPython on this
// machine and for a board.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "suite/scripts.h"

namespace natmod::suite {

// How a script has run.
struct ScriptRun {
    std::string output = {};  // standard output and standard error, in order
    int status = 0;           // of the interpreter; 128 + N when signal N ended it
    bool out_of_time = false, too_much_output = false;
    int limit = 0;  // seconds that it had
    double seconds = 0;
};

enum class Verdict : uint8_t { passed, failed, skipped };

std::string_view name_of(Verdict verdict);  // "pass", "fail", "skip"

// What MicroPython's unittest counted.
struct Cases {
    int ran = 0, skipped = 0, failures = 0, errors = 0;
    bool operator==(const Cases&) const = default;
};

struct Outcome {
    Verdict verdict = Verdict::passed;
    std::string why = {};     // it failed: one line
    std::string hint = {};    // what to do; may be empty
    std::string detail = {};  // a unified diff, or what the script printed
    uint32_t line = 0;        // of the script, if a traceback names it
    std::optional<Cases> cases = {};
};

// The last lines of unittest's output: "Ran 3 tests", "", "OK (skipped=1)".
std::optional<Cases> unittest_cases(std::string_view output);

// The last line of the script in a traceback, else 0.
uint32_t line_in_traceback(std::string_view output, std::string_view script);

// MicroPython's own test runner has the same rules: output SKIP skips the test, unittest's last
// lines say whether it passed, else the output must be that of the expected file.
Outcome judge(const Script& script, const ScriptRun& run);

// What --update would write; none if the script did not run well, or needs no such file.
std::optional<std::string> new_expectation(const Script& script, const ScriptRun& run);

// The two texts as `diff -u` shows how they differ.
std::string unified_diff(std::string_view expected, std::string_view found,
                         const std::string& expected_name, const std::string& found_name);

}  // namespace natmod::suite
