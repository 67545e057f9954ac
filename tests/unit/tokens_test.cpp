// SPDX-License-Identifier: MIT
#include "source/tokens.h"

#include <gtest/gtest.h>

namespace natmod::source {
namespace {

std::vector<std::string> texts(std::string_view source) {
    std::vector<std::string> result;
    for (const Token& token : tokenize(source).list) result.emplace_back(token.text);
    return result;
}

using Texts = std::vector<std::string>;

TEST(Tokens, SplitsWordsAndPunctuators) {
    EXPECT_EQ(texts("a=b==c->d::e;"), (Texts{"a", "=", "b", "==", "c", "->", "d", "::", "e", ";"}));
}

TEST(Tokens, KeepsNumbersWhole) {
    EXPECT_EQ(texts("1'000 0x1p-3+1 .5e+3f a.b"),
              (Texts{"1'000", "0x1p-3", "+", "1", ".5e+3f", "a", ".", "b"}));
}

TEST(Tokens, KeepsStringsAndCharactersWhole) {
    EXPECT_EQ(texts(R"(f("a\"MP_QSTR_no", L'\'', u8"x"))"),
              (Texts{"f", "(", R"("a\"MP_QSTR_no")", ",", R"(L'\'')", ",", "u8\"x\"", ")"}));
}

TEST(Tokens, KeepsRawStringsWholeAndCountsTheirLines) {
    Tokens tokens = tokenize("# 1 \"a.cpp\"\nR\"x(a\n)\" \"\n)x\" b\nc");
    ASSERT_EQ(tokens.list.size(), 3u);
    EXPECT_EQ(tokens.list[0].kind, TokenKind::string);
    EXPECT_EQ(tokens.list[1].text, "b");
    EXPECT_EQ(tokens.list[1].line, 3u);
    EXPECT_EQ(tokens.list[2].line, 4u);
}

TEST(Tokens, FollowsLineMarkers) {
    Tokens tokens = tokenize(
        "# 12 \"dir/a \\\"b\\\\.c\" 2 3\nx\n#pragma once\ny\n#line 7\nz\n"
        "# 3 \"other.h\"\n\n  w");
    ASSERT_EQ(tokens.list.size(), 4u);
    auto place = [&](size_t i) {
        return tokens.files[tokens.list[i].file] + ":" + std::to_string(tokens.list[i].line);
    };
    EXPECT_EQ(place(0), "dir/a \"b\\.c:12");
    EXPECT_EQ(place(1), "dir/a \"b\\.c:14");
    EXPECT_EQ(place(2), "dir/a \"b\\.c:7");
    EXPECT_EQ(place(3), "other.h:4");
}

TEST(Tokens, JoinKeepsSpacing) {
    Tokens tokens = tokenize("const   char\n*x[ 3]");
    EXPECT_EQ(join(tokens.list.data(), tokens.list.data() + tokens.list.size()),
              "const char *x[ 3]");
}

TEST(Tokens, AcceptsAnything) {
    for (std::string_view source : {"\"open", "'", "R\"", "R\"abc(", "\\", "#", "# 12", "# 1 \"x",
                                    "\xff\xfe", "1'", "'\\", "\"\\\n", "L", "u8'"}) {
        EXPECT_LE(tokenize(source).list.size(), 2u) << source;
    }
}

}  // namespace
}  // namespace natmod::source
