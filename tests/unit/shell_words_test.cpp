// SPDX-License-Identifier: MIT
#include "base/shell_words.h"

#include <gtest/gtest.h>

namespace natmod {
namespace {

using Words = std::vector<std::string>;

TEST(ShellWords, SplitAtWhiteSpace) {
    EXPECT_EQ(split_shell_words("  -a\t-b\n-c "), (Words{"-a", "-b", "-c"}));
    EXPECT_TRUE(split_shell_words(" \t").empty());
}

TEST(ShellWords, QuotesAndBackslashesAsInMakefiles) {
    EXPECT_EQ(split_shell_words(R"(-DA=\"1.0\" '-DB="x y"' -DC="a\"b c")"),
              (Words{R"(-DA="1.0")", R"(-DB="x y")", R"(-DC=a"b c)"}));
    EXPECT_EQ(split_shell_words(R"("a\b" 'a\b' a\\b)"), (Words{R"(a\b)", R"(a\b)", R"(a\b)"}));
    EXPECT_EQ(split_shell_words("'' a''b"), (Words{"", "ab"}));
}

TEST(ShellWords, UnfinishedQuoteReachesToTheEnd) {
    EXPECT_EQ(split_shell_words("a 'b c"), (Words{"a", "b c"}));
    EXPECT_EQ(split_shell_words("a\\"), (Words{"a\\"}));
}

TEST(ShellWords, JoinedWordsAreReadBackAsTheyWere) {
    Words words = {"plain", "", "a b", "it's", R"(-DX="y")", "$(date)", "a\\b", "a\"b"};
    EXPECT_EQ(split_shell_words(join_shell_words(words)), words);
}

}  // namespace
}  // namespace natmod
