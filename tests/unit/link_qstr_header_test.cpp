// SPDX-License-Identifier: MIT
#include "link/qstr_header.h"

#include <gtest/gtest.h>

namespace natmod::link {
namespace {

TEST(QstrHeader, NumbersStaticNamesAndListsTheOthersInOrder) {
    std::string text = qstr_header({"a = MP_QSTR_zebra + MP_QSTR_append;", "MP_QSTR_apple"});
    EXPECT_NE(text.find("#define MP_QSTR_append (60)\n"), std::string::npos);
    EXPECT_NE(text.find("#define MP_QSTR_ (1)\n"), std::string::npos);
    EXPECT_NE(text.find("#define MP_QSTR_utf_hyphen_8 (161)\n"), std::string::npos);
    EXPECT_NE(text.find("#define MP_QSTR_apple (mp_native_qstr_table[1])\n"
                        "#define MP_QSTR_zebra (mp_native_qstr_table[2])\n"),
              std::string::npos);
    EXPECT_EQ(text.find("mp_native_qstr_table[3]"), std::string::npos);
}

TEST(QstrHeader, NamesEndWithTheText) {
    std::string text = qstr_header({"MP_QSTR_last"});
    EXPECT_NE(text.find("MP_QSTR_last (mp_native_qstr_table[1])"), std::string::npos);
}

// Each of these in each of those before it would be gigabytes.
TEST(QstrHeader, ANameInANameIsNone) {
    std::string names;
    for (int i = 0; i < 1000; ++i) names += "MP_QSTR_";
    EXPECT_LT(qstr_header({names}).size(), 30'000u);
}

}  // namespace
}  // namespace natmod::link
