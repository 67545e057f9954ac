// SPDX-License-Identifier: MIT
#include "source/rewrite.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"

namespace natmod::source {
namespace {

// The rewritten text without what is put in front of it.
std::string rewritten(std::string_view text, bool cxx = false) {
    std::string result = rewrite_text(text, cxx);
    size_t start = result.find("# 1 \"m.c\"");
    return start == std::string::npos ? result : result.substr(start);
}

TEST(Rewrite, LeavesOtherTextAlone) {
    constexpr std::string_view text =
        "# 1 \"m.c\"\nint f(int x) { switch (x) { case 1: return (int)natmod_q_a; } }\n";
    EXPECT_EQ(rewrite_text(text, false), text);
}

TEST(Rewrite, NumbersTheCasesOfASwitch) {
    EXPECT_EQ(rewritten("# 1 \"m.c\"\nint f(q x) { switch (x + 1) {\n"
                        "default: case ((qstr)natmod_q_a): case 3:\n"
                        "case((qstr)natmod_q_b): return 1; } }\n"),
              "# 1 \"m.c\"\nint f(q x) { switch (natmod_case((natmod_word)(x + 1), "
              "natmod_cases_0, 2u)) {\n"
              "default: case  0x7ff00000u: case 3:\n"
              "case 0x7ff00001u: return 1; } }\n");
}

TEST(Rewrite, RefusesWhatIsBeyondAnyProgram) {
    auto refused = [](const std::string& text, std::string_view what) {
        try {
            rewrite_text("# 1 \"m.c\"\nvoid f(q x) { " + text + " }\n", false);
        } catch (const Error& error) {
            EXPECT_EQ(error.findings()[0].where.text(), "m.c:1");
            return error.findings()[0].text == what;
        }
        return false;
    };
    std::string cases, switches;
    for (int i = 0; i < 1000; ++i) {
        cases += "case natmod_q_" + std::to_string(i) + ": ";
        switches += "switch (x) { case natmod_q_a: ; } ";
    }
    std::string head = "switch (x) { ";
    EXPECT_FALSE(refused(head + cases + "case natmod_q_0: ; }", ""));
    EXPECT_TRUE(
        refused(head + cases + "case natmod_q_a: ; }", "a switch over more than 1000 qstrs"));
    EXPECT_FALSE(refused(switches, ""));
    EXPECT_TRUE(refused(switches + "switch (x) { case natmod_q_a: ; }",
                        "more than 1000 switches over qstrs"));
}

TEST(Rewrite, KeepsNestedSwitchesApart) {
    std::string text = rewrite_text(
        "# 1 \"m.c\"\nvoid f(q x) { switch (x) { case (natmod_q_a): switch (g(x)) {"
        " case (natmod_q_b): ; } case (natmod_q_c): ; } }\n",
        false);
    EXPECT_NE(text.find("natmod_cases_0[] = { (natmod_word)natmod_q_a, "
                        "(natmod_word)natmod_q_c, };"),
              std::string::npos);
    EXPECT_NE(text.find("natmod_cases_1[] = { (natmod_word)natmod_q_b, };"), std::string::npos);
    EXPECT_NE(text.find("switch (natmod_case((natmod_word)(g(x)), natmod_cases_1, 1u))"),
              std::string::npos);
}

TEST(Rewrite, GivesOneQstrOneNumber) {
    // So that the compiler says "duplicate case value".
    std::string text = rewritten(
        "# 1 \"m.c\"\nvoid f(q x) { switch (x) { case natmod_q_a: case natmod_q_a: ; } }\n");
    EXPECT_NE(text.find("case  0x7ff00000u: case  0x7ff00000u:"), std::string::npos) << text;
}

TEST(Rewrite, KeepsLinesAndMarkers) {
    std::string text = rewritten(
        "# 1 \"m.c\"\nvoid f(q x) { switch (x) { case (\n# 7 \"n.h\"\nnatmod_q_a\n): ; } }\nend\n");
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 6);
    EXPECT_NE(text.find("\n# 7 \"n.h\"\n"), std::string::npos);
}

TEST(Rewrite, MakesObjectsInTablesAndInCode) {
    EXPECT_EQ(
        rewritten(
            "# 1 \"m.c\"\nint t[] = { NATMOD_QSTR_OBJECT((1 ? (q)natmod_q_a : natmod_q_)) };\n"
            "void f(void) { static int s[] = { NATMOD_QSTR_OBJECT(natmod_q_a) };\n"
            "g(NATMOD_QSTR_OBJECT(h(natmod_q_a)), natmod_q_a); }\n"),
        "# 1 \"m.c\"\n"
        "int t[] = { (mp_obj_t)((1 ? (q)natmod_q_a_natmod_object : natmod_q__natmod_object)) };\n"
        "void f(void) { static int s[] = { (mp_obj_t)(natmod_q_a_natmod_object) };\n"
        "g(natmod_obj_from_qstr(h(natmod_q_a)), natmod_q_a); }\n");
}

TEST(Rewrite, RefusesATablesObjectThatIsNoQstr) {
    try {
        rewrite_text("# 3 \"m.c\"\nint t[] = { NATMOD_QSTR_OBJECT(((qstr)0)) };", false);
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.findings()[0].where.text(), "m.c:3");
    }
}

TEST(Rewrite, ReadsTheHeadOfACxxSwitch) {
    EXPECT_NE(
        rewritten("# 1 \"m.c\"\nvoid f() { switch (q x = g(1); x) { case natmod_q_a: ; } }", true)
            .find("switch (q x = g(1); natmod_case((natmod_word)(x), natmod_cases_0, 1u))"),
        std::string::npos);
    EXPECT_THROW(rewrite_text("void f() { switch (qstr x = g(1)) { case natmod_q_a: ; } }", true),
                 Error);
}

TEST(Rewrite, RefusesTwoQstrsInALabel) {
    try {
        rewrite_text("# 3 \"m.c\"\nvoid f() { switch (x) { case natmod_q_a + natmod_q_b: ; } }",
                     false);
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.findings()[0].where.text(), "m.c:3");
    }
}

TEST(Rewrite, SurvivesBrokenText) {
    for (std::string_view text :
         {"switch", "switch (", "switch () case natmod_q_a", "case natmod_q_a: ", "switch (x) {",
          "NATMOD_QSTR_OBJECT", "NATMOD_QSTR_OBJECT(natmod_q_a", "NATMOD_QSTR_OBJECT natmod_q_a",
          "switch (x) { case natmod_q_a ? : ; }", "switch (;;) { case natmod_q_a: }"}) {
        EXPECT_GE(rewrite_text(text, true).size(), text.size()) << text;
    }
}

TEST(Rewrite, IsQuickWithManyLabels) {
    std::string text;
    while (text.size() < 200'000) text += "case (";
    EXPECT_EQ(rewrite_text(text, false), text);
}

}  // namespace
}  // namespace natmod::source
