// SPDX-License-Identifier: MIT
// Results as people, CI systems and other programs read them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "suite/suite.h"

namespace natmod::suite {

struct Totals {
    int passed = 0, failed = 0, skipped = 0;
    int cases = 0;  // of unittest, without those skipped

    void add(const Result& result);
};

// "armv7m trixie-armhf"
std::string label_of(const Rig& rig);

// "pass  tests/a.py (3 cases)", "FAIL  tests/b.py: exit status 1". With several rigs the label
// comes before the name.
std::string line_of(const Result& result, bool several_rigs);

// What a failure shows below its line: the diff, or the last lines of what the script printed, and
// the hint. Empty, or ends with a newline.
std::string detail_of(const Outcome& outcome);

// "3 passed, 1 failed, 1 skipped (24 cases) in 0.4 s"
std::string summary_of(const Totals& totals, double seconds);

// For --json, without what Answer adds.
nlohmann::json json_of(const Result& result);

// A failed script as an error at its line.
Finding finding_of(const Result& result);

// A file in the form of JUnit, which most CI systems read: a test suite for each rig.
std::string junit_of(std::span<const Result> results);

}  // namespace natmod::suite
