// SPDX-License-Identifier: MIT
// What compilers print, read as findings.

#include "source/compiler_output.h"

#include <gtest/gtest.h>

namespace natmod::source {
namespace {

TEST(CompilerOutput, JsonOfGcc) {
    auto findings = read_compiler_output(
        R"([{"kind": "warning", "locations": [{"finish": {"line": 2, "file": "b.c", "column": 8},)"
        R"( "caret": {"line": 2, "file": "b.c", "column": 2}}], "option": "-Wcpp",)"
        R"( "children": [], "message": "#warning hm"},)"
        R"( {"kind": "fatal error", "children": [{"kind": "note", "locations": [],)"
        R"( "message": "each is reported once"}], "locations": [{"caret": {"line": 3,)"
        R"( "file": "b.c", "column": 34}}], "message": "x.h: No such file or directory"}])"
        "\ncompilation terminated.\n[]\n");
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0].kind, FindingKind::compile_warning);
    EXPECT_EQ(findings[0].text, "#warning hm");
    EXPECT_EQ(findings[0].where, Place("b.c", 2, 2));
    EXPECT_EQ(findings[1].kind, FindingKind::compile_error);
    EXPECT_EQ(findings[1].where, Place("b.c", 3, 34));
    EXPECT_EQ(findings[1].text, "x.h: No such file or directory");
}

TEST(CompilerOutput, JsonWithoutAPlace) {
    auto findings =
        read_compiler_output(R"([{"kind": "error", "locations": [], "message": "too many"}])");
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].where, Place());
}

TEST(CompilerOutput, WhatLooksLikeJsonAndIsNot) {
    EXPECT_TRUE(read_compiler_output("[{\"kind\": \n[1/2] cc a.c\n").empty());
    EXPECT_EQ(read_compiler_output("[{\"x\": a.c:3:4: error: no\n").size(), 1u);
}

TEST(CompilerOutput, TextOfGccClangAndTheAssembler) {
    auto findings = read_compiler_output(
        "a.c: In function 'f':\n"
        "a.c:3:10: error: expected ';'\n"
        "    3 | int x: error\n"
        "dir/b.c:7:1: fatal error: 'x.h' file not found\n"
        "a.S: Assembler messages:\n"
        "a.S:4: Error: no such instruction: `jmpp'\n"
        "gcc: error: unrecognized command-line option '-q'\n"
        "a.c:9:2: warning: unused variable 'v' [-Wunused-variable]\n");
    ASSERT_EQ(findings.size(), 5u);
    EXPECT_EQ(findings[0].where, Place("a.c", 3, 10));
    EXPECT_EQ(findings[1].where, Place("dir/b.c", 7, 1));
    EXPECT_EQ(findings[1].text, "'x.h' file not found");
    EXPECT_EQ(findings[2].where, Place("a.S", 4));
    EXPECT_EQ(findings[3].where, Place("gcc"));
    EXPECT_EQ(findings[4].kind, FindingKind::compile_warning);
    EXPECT_EQ(findings[4].text, "unused variable 'v' [-Wunused-variable]");
}

// A finding takes far more memory than the shortest line; none of real messages is lost.
TEST(CompilerOutput, HasNoMoreFindingsThanItsSizeAllows) {
    std::string real, shortest;
    for (int i = 0; i < 5000; i++) {
        real += "src/widget.c:" + std::to_string(i) + ":12: error: 'x' undeclared\n" +
                "   12 |   return x;\n      |          ^\n" + std::string(60, ' ') + "x\n";
        shortest += "error: \n";
    }
    EXPECT_EQ(read_compiler_output(real).size(), 5000u);
    EXPECT_LT(read_compiler_output(shortest).size(), 1000u);
    std::string json = "[";
    for (int i = 0; i < 400; i++)
        json += R"({"kind": "error", "message": "nothing declares this", "locations": []}, )";
    json += "{\"kind\": \"note\"}]\n";
    EXPECT_EQ(read_compiler_output(json).size(), 400u);
    std::string many;
    for (int i = 0; i < 30; i++) many += json;
    EXPECT_LT(read_compiler_output(many).size(), 9000u);
}

}  // namespace
}  // namespace natmod::source
