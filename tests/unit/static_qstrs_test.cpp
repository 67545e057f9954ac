// SPDX-License-Identifier: MIT
#include "abi/static_qstrs.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace natmod::abi {
namespace {

TEST(StaticQstrs, HaveFixedNumbers) {
    EXPECT_EQ(static_qstr(""), 1);
    EXPECT_EQ(static_qstr("\n"), 3);
    EXPECT_EQ(static_qstr("__name__"), 23);
    EXPECT_EQ(static_qstr("append"), 60);
    EXPECT_EQ(static_qstr("utf-8"), 161);
    EXPECT_EQ(static_qstr("zip"), 165);
    EXPECT_EQ(static_qstr("area"), 0);
    for (int number = 1; number <= kStaticQstrs; ++number)
        EXPECT_EQ(static_qstr(static_qstr_text(number)), number);
    EXPECT_THROW(static_qstr_text(0), std::out_of_range);
    EXPECT_THROW(static_qstr_text(166), std::out_of_range);
}

TEST(StaticQstrs, IdentifiersOfMicroPythonAreUnescaped) {
    EXPECT_EQ(qstr_text("_lt_module_gt_"), "<module>");
    EXPECT_EQ(qstr_text("utf_hyphen_8"), "utf-8");
    EXPECT_EQ(qstr_text("_0x0a_"), "\n");
    EXPECT_EQ(qstr_text("_brace_open__colon__hash_b_brace_close_"), "{:#b}");
    EXPECT_EQ(qstr_text("_gt__gt__gt__space_"), ">>> ");
}

TEST(StaticQstrs, OtherIdentifiersAreTheirText) {
    EXPECT_EQ(qstr_text("area"), "area");
    EXPECT_EQ(qstr_text("vector_dot_product"), "vector_dot_product");
    EXPECT_EQ(qstr_text("_lt_mine_gt_"), "_lt_mine_gt_");
}

TEST(StaticQstrs, TextsAreSpelledOut) {
    EXPECT_EQ(qstr_identifier("a.b/c"), "a_dot_b_slash_c");
    EXPECT_EQ(qstr_identifier("plain_Name9"), "plain_Name9");
    EXPECT_EQ(qstr_identifier("\t"), "_0x09_");
    EXPECT_EQ(qstr_identifier("'[x]'"), "_squot__bracket_open_x_bracket_close__squot_");
}

}  // namespace
}  // namespace natmod::abi
