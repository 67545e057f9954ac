// SPDX-License-Identifier: MIT
#include "base/limited_process.h"

#include <gtest/gtest.h>

namespace natmod {
namespace {

LimitedResult shell(const std::string& script, const ProcessLimits& limits = {}) {
    return run_limited(std::vector<std::string>{"sh", "-c", script}, "/", {"NATMOD_T=x"}, limits);
}

TEST(LimitedProcess, GivesStatusAndBothOutputs) {
    LimitedResult result = shell("echo $NATMOD_T; echo err >&2; pwd; cat; exit 3");
    EXPECT_EQ(result.output, "x\nerr\n/\n");
    EXPECT_EQ(result.status, 3);
    EXPECT_FALSE(result.out_of_time || result.too_much_output);
}

TEST(LimitedProcess, ReportsASignal) {
    EXPECT_EQ(shell("kill -11 $$").status, 128 + 11);
}

TEST(LimitedProcess, EndsWhatTakesTooLong) {
    LimitedResult result = shell("echo first; sleep 100", {.seconds = 1});
    EXPECT_TRUE(result.out_of_time);
    EXPECT_EQ(result.output, "first\n");
    EXPECT_LT(result.seconds, 20);
    EXPECT_TRUE(shell("exec >&- 2>&-; sleep 100", {.seconds = 1}).out_of_time);
}

TEST(LimitedProcess, EndsWhatPrintsWithoutEnd) {
    LimitedResult result = shell("while :; do echo more and more; done", {.output = 100000});
    EXPECT_TRUE(result.too_much_output);
    EXPECT_FALSE(result.out_of_time);
}

TEST(LimitedProcess, DoesNotWaitForWhatWasLeftBehind) {
    LimitedResult result = shell("sleep 100 & echo done", {.seconds = 50});
    EXPECT_EQ(result.output, "done\n");
    EXPECT_EQ(result.status, 0);
    EXPECT_LT(result.seconds, 20);
}

TEST(LimitedProcess, SaysWhatCannotStart) {
    LimitedResult result = run_limited(std::vector<std::string>{"/no/program"}, "/", {}, {});
    EXPECT_EQ(result.status, 127);
    EXPECT_NE(result.output.find("cannot run /no/program in /: "), std::string::npos);
}

}  // namespace
}  // namespace natmod
