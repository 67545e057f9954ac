// SPDX-License-Identifier: MIT
#include "driver/ninja_file.h"

#include <gtest/gtest.h>

namespace natmod::driver {
namespace {

TEST(NinjaFile, EscapesWhatEndsAPath) {
    EXPECT_EQ(ninja_path("a b:c$d"), "a$ b$:c$$d");
    EXPECT_EQ(ninja_path("plain/x.c"), "plain/x.c");
}

TEST(NinjaFile, EscapesDollarsOfAValueAndKeepsItOneLine) {
    EXPECT_EQ(ninja_value("-DX=$HOME a b:c"), "-DX=$$HOME a b:c");
    EXPECT_EQ(ninja_value("a\nb"), "a b");
}

TEST(NinjaFile, WritesRulesAndEdges) {
    NinjaFile file("work");
    file.rule({"cc", "gcc -c $in -o $out", "cc $in", true, true});
    file.edge({.outputs = {"a.o"},
               .rule = "cc",
               .inputs = {"my a.c"},
               .implicit = {"gcc"},
               .order_only = {"a.h"},
               .variables = {{"flags", "-DA=$"}}});
    file.rule({"scan", "scan $in", "scan $in", false, true, true});
    EXPECT_EQ(file.text(),
              "# Written by natmod; it will be written anew.\n"
              "ninja_required_version = 1.5\n"
              "builddir = work\n"
              "rule cc\n"
              "  command = gcc -c $in -o $out\n"
              "  description = cc $in\n"
              "  restat = 1\n"
              "  depfile = $out.d\n"
              "  deps = gcc\n"
              "build a.o: cc my$ a.c | gcc || a.h\n"
              "  flags = -DA=$$\n"
              "rule scan\n"
              "  command = scan $in\n"
              "  description = scan $in\n"
              "  generator = 1\n"
              "  depfile = $out.d\n");
}

}  // namespace
}  // namespace natmod::driver
