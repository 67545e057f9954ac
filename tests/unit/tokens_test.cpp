// SPDX-License-Identifier: MIT
#include "source/tokens.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace natmod::source {
namespace {

std::vector<std::string> texts(std::string_view source) {
    std::vector<std::string> result;
    Tokens tokens = tokenize(source);
    for (size_t i = 0; i < tokens.size(); ++i) result.emplace_back(tokens[i].text);
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
    ASSERT_EQ(tokens.size(), 3u);
    EXPECT_EQ(tokens[0].kind, TokenKind::string);
    EXPECT_EQ(tokens[1].text, "b");
    EXPECT_EQ(tokens.line(1), 3u);
    EXPECT_EQ(tokens.line(2), 4u);
}

TEST(Tokens, FollowsLineMarkers) {
    Tokens tokens = tokenize(
        "# 12 \"dir/a \\\"b\\\\.c\" 2 3\nx\n#pragma once\ny\n#line 7\nz\n"
        "# 3 \"other.h\"\n\n  w");
    ASSERT_EQ(tokens.size(), 4u);
    auto place = [&](size_t i) { return tokens.file(i) + ":" + std::to_string(tokens.line(i)); };
    EXPECT_EQ(place(0), "dir/a \"b\\.c:12");
    EXPECT_EQ(place(1), "dir/a \"b\\.c:14");
    EXPECT_EQ(place(2), "dir/a \"b\\.c:7");
    EXPECT_EQ(place(3), "other.h:4");
}

TEST(Tokens, LinesAndNamesWithoutMarkersAndAtTheEnd) {
    EXPECT_EQ(tokenize("").size(), 0u);
    Tokens tokens = tokenize("\n\na");  // no newline at the end
    ASSERT_EQ(tokens.size(), 1u);
    EXPECT_EQ(tokens.line(0), 3u);
    EXPECT_EQ(tokens.file(0), "<unknown>");
    // Only the last of several markers counts, and one without a name keeps the file.
    tokens = tokenize("# 5 \"a\"\n# 7 \"b\"\nx\n# 9\ny z");
    ASSERT_EQ(tokens.size(), 3u);
    EXPECT_EQ(tokens.file(0) + std::to_string(tokens.line(0)), "b7");
    EXPECT_EQ(tokens.file(2) + std::to_string(tokens.line(2)), "b9");
    std::string long_name = "# 1 \"" + std::string(10000, 'n') + "\"\nx";  // tokens refer to it
    tokens = tokenize(long_name);
    EXPECT_EQ(tokens.file(0), std::string(4096, 'n'));
}

TEST(Tokens, LongestTokenAndText) {
    std::string word(3'000'000, 'w');
    Tokens tokens = tokenize(word + " " + word);
    ASSERT_EQ(tokens.size(), 2u);
    EXPECT_EQ(tokens[1].text.size(), word.size());
    EXPECT_THROW(tokenize({word.data(), size_t{1} << 28}), Error);  // before it reads anything
}

TEST(Tokens, GroupsKnowTheirEnds) {
    Tokens tokens = tokenize("f(a[1], {}) } ((x)");
    std::vector<size_t> behind;
    for (size_t i = 0; i < tokens.size(); ++i) behind.push_back(tokens.behind_group(i));
    EXPECT_EQ(behind, (std::vector<size_t>{0, 10, 0, 6, 0, 0, 0, 9, 0, 0, 0, 0, 15, 0, 0}));
}

// Were each line counted from its marker, this would read 4 GB.
TEST(Tokens, LinesOfALargeTextTakeNoTime) {
    constexpr size_t kLines = 20'000;
    std::string text;
    for (size_t i = 0; i < kLines; ++i) text += "abc\nefgh ";
    Tokens tokens = tokenize(text);
    ASSERT_EQ(tokens.size(), 2 * kLines);
    size_t wrong = 0;
    for (size_t i = 0; i < tokens.size(); ++i) wrong += tokens.line(i) != (i + 1) / 2 + 1;
    EXPECT_EQ(wrong, 0u);
}

TEST(Tokens, JoinKeepsSpacing) {
    Tokens tokens = tokenize("const   char\n*x[ 3]");
    EXPECT_EQ(join(tokens, 0, tokens.size()), "const char *x[ 3]");
}

TEST(Tokens, AcceptsAnything) {
    for (std::string_view source : {"\"open", "'", "R\"", "R\"abc(", "\\", "#", "# 12", "# 1 \"x",
                                    "\xff\xfe", "1'", "'\\", "\"\\\n", "L", "u8'"}) {
        EXPECT_LE(tokenize(source).size(), 2u) << source;
    }
}

}  // namespace
}  // namespace natmod::source
