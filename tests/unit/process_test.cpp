// SPDX-License-Identifier: MIT
#include "base/process.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace natmod {
namespace {

ProcessResult shell(const std::string& script, ProcessOptions options) {
    options.capture = true;
    return run_process(std::vector<std::string>{"sh", "-c", script}, options);
}

TEST(Process, CapturesOutputAndStatus) {
    ProcessResult result = shell("echo out; exit 3", {});
    EXPECT_EQ(result.output, "out\n");
    EXPECT_EQ(result.status, 3);
}

TEST(Process, CapturesMoreThanAPipeHolds) {
    ProcessResult result = shell("head -c 1000000 /dev/zero", {});
    EXPECT_EQ(result.output.size(), 1000000u);
    EXPECT_EQ(result.status, 0);
}

TEST(Process, MergesErrors) {
    EXPECT_EQ(shell("echo a; echo b >&2; echo c", {.merge_errors = true}).output, "a\nb\nc\n");
}

TEST(Process, AddsToTheEnvironment) {
    EXPECT_EQ(shell("echo $NATMOD_T; test -n \"$PATH\"", {.environment = {"NATMOD_T=x=y"}}).output,
              "x=y\n");
}

TEST(Process, ReportsASignal) {
    EXPECT_EQ(shell("kill -9 $$", {}).status, 128 + 9);
}

TEST(Process, NamesAMissingProgram) {
    try {
        run_process(std::vector<std::string>{"no-such-compiler-gcc", "-v"});
        FAIL() << "started";
    } catch (const Error& error) {
        EXPECT_EQ(error.findings()[0].text, "cannot run no-such-compiler-gcc: not found");
        EXPECT_FALSE(error.findings()[0].hint.empty());
    }
}

TEST(Process, QuotesForTheShell) {
    EXPECT_EQ(shell_quote("a-b/c.o"), "a-b/c.o");
    EXPECT_EQ(shell_quote(""), "''");
    EXPECT_EQ(shell("printf %s " + shell_quote("it's $HOME"), {}).output, "it's $HOME");
}

}  // namespace
}  // namespace natmod
