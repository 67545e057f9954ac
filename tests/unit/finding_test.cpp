// SPDX-License-Identifier: MIT
// Findings as JSON, and how they reach people and programs.

#include "base/finding.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "base/report.h"
#include "temporary_folder.h"

namespace natmod {
namespace {

Finding sample() {
    Finding finding{{"a.c", 3, 7}, "nothing declares \"f\"",
                    "declare it",  FindingKind::missing_name,
                    "f",           true};
    finding.also = {{"b.c", 4}};
    return finding;
}

TEST(Finding, JsonAndBack) {
    nlohmann::json json = sample();
    EXPECT_EQ(json, nlohmann::json::parse(R"({
        "kind": "missing-name", "severity": "error", "text": "nothing declares \"f\"",
        "place": {"file": "a.c", "line": 3, "column": 7}, "hint": "declare it", "symbol": "f",
        "port": true, "also": [{"file": "b.c", "line": 4}]})"));
    EXPECT_EQ(json.get<Finding>(), sample());
    Finding general{{}, "no sources"};
    general.arch = "x64";
    EXPECT_TRUE(nlohmann::json(general).at("place").is_null());
    EXPECT_EQ(nlohmann::json(general).get<Finding>(), general);
}

TEST(Finding, PlacesAsPeopleSeeThem) {
    EXPECT_EQ(Place().text(), "");
    EXPECT_EQ(Place("a.c").text(), "a.c");
    EXPECT_EQ(Place("a.c", 3, 7).text(), "a.c:3");
    Place section("a.o");
    section.part = "section .text at 0x4";
    EXPECT_EQ(section.text(), "a.o: section .text at 0x4");
}

TEST(Report, ForPeople) {
    testing::internal::CaptureStderr();
    report(sample());
    report({{}, "by the way", {}, FindingKind::note});
    report({{"m.c", 2}, "rewrite this", {}, FindingKind::to_do});
    EXPECT_EQ(testing::internal::GetCapturedStderr(),
              "natmod: a.c:3: error: nothing declares \"f\"\nhint: declare it\n"
              "natmod: note: by the way\nnatmod: m.c:2: to do: rewrite this\n");
}

TEST(Report, AStepOfABuildHandsFindingsOver) {
    TemporaryFolder folder;
    std::string file = folder.path() / "findings";
    EXPECT_TRUE(read_findings(file).empty());
    ::setenv(kFindingsFile, file.c_str(), 1);
    testing::internal::CaptureStderr();
    report(sample());
    report({{}, "of Latin-1: \xe4\nand a second line"});
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    ::unsetenv(kFindingsFile);
    auto findings = read_findings(file);
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0], sample());
    EXPECT_EQ(findings[1].text, "of Latin-1: \xe4\nand a second line");
    write_file(file, std::string_view("{\"kind\": "));
    EXPECT_THROW(read_findings(file), Error);
}

TEST(Report, ToAReceiver) {
    std::vector<Finding> got;
    {
        ReportTo here([&](const Finding& finding) { got.push_back(finding); });
        report(sample());
    }
    EXPECT_EQ(got, std::vector{sample()});
}

}  // namespace
}  // namespace natmod
