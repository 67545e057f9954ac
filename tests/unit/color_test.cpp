// SPDX-License-Identifier: MIT
#include "base/color.h"

#include <gtest/gtest.h>

namespace natmod {
namespace {

TEST(Color, IsAsAskedFor) {
    set_color_mode("always");
    EXPECT_EQ(colored("hint:", Tone::note, stderr), "\x1b[36mhint:\x1b[0m");
    EXPECT_EQ(colored("text", Tone::plain, stderr), "text");
    set_color_mode("never");
    EXPECT_EQ(colored("hint:", Tone::note, stderr), "hint:");
    set_color_mode("auto");
}

TEST(Color, MarksTheSeverityOfAMessage) {
    set_color_mode("always");
    std::string bad = colored("error:", Tone::bad, stderr);
    EXPECT_EQ(colored_message("natmod: a.c:1: error: no error: here"),
              "natmod: a.c:1: " + bad + " no error: here");
    EXPECT_EQ(colored_message("a.c:1:2: fatal error: b.h: none"),
              "a.c:1:2: " + colored("fatal error:", Tone::bad, stderr) + " b.h: none");
    EXPECT_EQ(colored_message("   12 |     error: in a source"), "   12 |     error: in a source");
    EXPECT_EQ(colored_message("natmod: a: note: b"),
              "natmod: a: " + colored("note:", Tone::note, stderr) + " b");
    set_color_mode("auto");
}

}  // namespace
}  // namespace natmod
