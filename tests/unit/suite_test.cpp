// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "suite/report.h"
#include "suite/scripts.h"
#include "suite/verdict.h"
#include "temporary_folder.h"

namespace natmod::suite {
namespace {

TEST(Suite, CountsCasesOfUnittest) {
    const std::string rule(70, '-');
    EXPECT_EQ(unittest_cases(rule + "\nRan 3 tests\n\nOK\n"), (Cases{.ran = 3}));
    EXPECT_EQ(unittest_cases("test_a (X) ... ok\n" + rule + "\nRan 3 tests\n\nOK (skipped=2)\n"),
              (Cases{.ran = 3, .skipped = 2}));
    EXPECT_EQ(unittest_cases(rule + "\nRan 3 tests\n\nFAILED (failures=1, errors=2)\n"),
              (Cases{.ran = 3, .failures = 1, .errors = 2}));
}

TEST(Suite, TakesOtherOutputForNoUnittest) {
    for (const char* text : {"", "OK\n", "Ran 3 tests\n\nOK\n", "a\nRan 3 tests\nb\nOK\n",
                             "a\nRan x tests\n\nOK\n", "a\nRan 3 tests\n\nFAILED\n",
                             "a\nRan 3 tests\n\nOK (skipped=x)\n", "a\nRan 3 tests\n\nOK\nmore\n"})
        EXPECT_EQ(unittest_cases(text), std::nullopt) << text;
}

TEST(Suite, FindsTheLineInATraceback) {
    const char* text =
        "Traceback (most recent call last):\n"
        "  File \"test.py\", line 12, in <module>\n"
        "  File \"helper.py\", line 3, in f\n"
        "ValueError\n";
    EXPECT_EQ(line_in_traceback(text, "test.py"), 12u);
    EXPECT_EQ(line_in_traceback(text, "other.py"), 0u);
    EXPECT_EQ(line_in_traceback("  File \"/a/test.py\", line 7, in f\n", "test.py"), 7u);
    EXPECT_EQ(line_in_traceback("  File \"my_test.py\", line 7, in f\n", "test.py"), 0u);
    EXPECT_EQ(line_in_traceback("  File \"test.py\", line x", "test.py"), 0u);
    EXPECT_EQ(line_in_traceback("  File \"test.py", "test.py"), 0u);
}

class Scripts : public testing::Test {
  protected:
    std::vector<std::string> names(const Selection& selection) {
        std::vector<std::string> result;
        for (const Script& script : find_scripts({folder.path()}, selection))
            result.push_back(script.file.lexically_relative(folder.path()).string());
        return result;
    }
    Script script(const std::string& name, const std::string& text = "") {
        auto file = folder.write(name, text);
        return {file, name, expected_file(file)};
    }

    TemporaryFolder folder;
};

TEST_F(Scripts, AreFoundBesideTheModuleAndInTests) {
    for (const char* name : {"test_b.py", "test.py", "main.py", "tests/x.py", "tests/a/y.py",
                             "tests/_z.py", "tests/build-natmod/w.py", "tests/note.txt"})
        script(name);
    EXPECT_EQ(names({}),
              (std::vector<std::string>{"test.py", "test_b.py", "tests/a/y.py", "tests/x.py"}));
    EXPECT_EQ(names({.only = "y"}).size(), 4u);
    EXPECT_EQ(names({.only = "a/y"}), std::vector<std::string>{"tests/a/y.py"});
    std::string main = folder.path() / "main.py";
    EXPECT_EQ(names({.scripts = {main, main}}), std::vector<std::string>{"main.py"});
}

TEST_F(Scripts, HaveExpectedFiles) {
    folder.write("expected.txt", "");
    auto test = folder.write("test.py", "");
    EXPECT_EQ(expected_file(test).filename(), "expected.txt");
    auto demo = folder.write("demo.py", "");
    EXPECT_EQ(expected_file(demo), "");
    EXPECT_EQ(expected_file(test).filename(), "expected.txt");
    folder.write("test.exp", "");
    EXPECT_EQ(expected_file(test).filename(), "test.exp");
    folder.write("test.py.exp", "");
    EXPECT_EQ(expected_file(test).filename(), "test.py.exp");
    folder.write("alone/expected.txt", "");
    EXPECT_EQ(expected_file(folder.write("alone/demo.py", "")).filename(), "expected.txt");
}

TEST_F(Scripts, AreJudgedByWhatTheyPrint) {
    folder.write("a.py.exp", "one\ntwo\n");
    Script a = script("a.py");
    EXPECT_EQ(judge(a, {.output = "one\r\ntwo\r\n"}).verdict, Verdict::passed);
    EXPECT_EQ(judge(a, {.output = "one\ntwo\n", .status = 1}).why,
              "does not print " + a.expected.string() + ", exit status 1");
    Outcome outcome = judge(a, {.output = "one\n2\n"});
    EXPECT_EQ(outcome.verdict, Verdict::failed);
    EXPECT_NE(outcome.detail.find("@@ -1,2 +1,2 @@\n one\n-two\n+2\n"), std::string::npos)
        << outcome.detail;
    folder.write("f.py.exp", "one\nCRASH");
    EXPECT_EQ(judge(script("f.py"), {.output = "one\n", .status = 1}).verdict, Verdict::passed);
}

TEST_F(Scripts, AreJudgedByTheirStatus) {
    Script a = script("a.py", "import thing\n");
    EXPECT_EQ(judge(a, {.output = "anything"}).verdict, Verdict::passed);
    EXPECT_EQ(judge(a, {.status = 3}).why, "exit status 3");
    EXPECT_EQ(judge(a, {.output = "SKIP\n"}).verdict, Verdict::skipped);
    EXPECT_EQ(judge(a, {.output = "SKIP\n", .status = 1}).verdict, Verdict::failed);
    EXPECT_EQ(judge(a, {.output = "SKIP\nmore\n"}).verdict, Verdict::passed);
    EXPECT_EQ(judge(a, {.status = 139}).why.substr(0, 29), "crashes MicroPython: signal 1");
    EXPECT_EQ(judge(a, {.status = 137, .out_of_time = true, .limit = 4}).why,
              "still runs after 4 s");
    EXPECT_EQ(judge(a, {.status = 137, .too_much_output = true}).why,
              "prints without end: 0 bytes");
    Outcome forgotten = judge(script("b.py", "import thing\nimport unittest\n"), {});
    EXPECT_EQ(forgotten.why, "imports unittest, but runs no cases");
}

TEST_F(Scripts, HaveNothingToExpectAfterAFailure) {
    Script a = script("a.py");
    EXPECT_EQ(new_expectation(a, {.output = "x\r\n"}), "x\n");
    EXPECT_EQ(new_expectation(a, {.output = "x\n", .status = 1}), std::nullopt);
    EXPECT_EQ(new_expectation(a, {.output = "SKIP\n"}), std::nullopt);
    EXPECT_EQ(new_expectation(a, {.output = ""}), std::nullopt);
    EXPECT_EQ(new_expectation(a, {.output = "x\nRan 1 tests\n\nOK\n"}), std::nullopt);
    folder.write("b.py.exp", "old\n");
    EXPECT_EQ(new_expectation(script("b.py"), {.output = ""}), "");
}

TEST_F(Scripts, AreReported) {
    Rig rig{.arch = abi::find_arch("x64"), .firmware = "a&b"};
    Script a = script("a.py");
    Result result{.rig = &rig, .script = a};
    EXPECT_EQ(line_of(result, false), "pass  a.py");
    EXPECT_EQ(line_of(result, true), "pass  x64 a&b  a.py");
    result.outcome = {
        .verdict = Verdict::failed, .why = "why <not>", .detail = "caf\xe9 \"\x1b\"\n"};
    Result not_built{.rig = &rig, .findings = {{{}, "no compiler"}}};
    EXPECT_EQ(line_of(not_built, false), "FAIL  x64 a&b: not built");
    std::string junit = junit_of(std::vector{result, not_built});
    for (const char* part :
         {"<testsuites tests=\"2\" failures=\"2\" skipped=\"0\">",
          "<testsuite name=\"x64 a&amp;b\" tests=\"2\" failures=\"2\" errors=\"0\" skipped=\"0\"",
          "message=\"why &lt;not&gt;\">caf? &quot;\\x1b&quot;\n</failure>",
          "<failure message=\"not built\">no compiler\n</failure>"})
        EXPECT_NE(junit.find(part), std::string::npos) << part << "\n" << junit;
    Totals totals;
    totals.add(result);
    EXPECT_EQ(summary_of(totals, 1.26), "0 passed, 1 failed in 1.3 s");
}

TEST_F(Scripts, ShowTheEndOfALongOutput) {
    std::string text;
    for (int i = 1; i <= 300; ++i) text += std::to_string(i) + "\n";
    std::string shown = detail_of({.hint = "help", .detail = text});
    EXPECT_TRUE(shown.starts_with("... 100 more lines\n101\n")) << shown.substr(0, 100);
    EXPECT_TRUE(shown.ends_with("300\nhint: help\n"));
}

}  // namespace
}  // namespace natmod::suite
