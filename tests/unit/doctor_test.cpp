// SPDX-License-Identifier: MIT
#include "doctor/doctor.h"

#include <gtest/gtest.h>

namespace natmod::doctor {
namespace {

TEST(Doctor, VersionsAsProgramsPrintThem) {
    EXPECT_EQ(version_in("GNU Make 4.3\nBuilt for x86_64"), "4.3");
    EXPECT_EQ(version_in("1.11.1\n"), "1.11.1");
    EXPECT_EQ(version_in("valgrind-3.19.0"), "3.19.0");
    EXPECT_EQ(version_in("GNU gdb (Debian 13.1-3) 13.1"), "13.1");
    EXPECT_EQ(version_in("gcc 12.2.1 20221205 (15:12.2.rel1-1)"), "12.2.1");
    EXPECT_EQ(version_in("qemu-arm version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)"), "7.2.22");
    EXPECT_EQ(version_in("no version"), "");
    EXPECT_EQ(version_in(""), "");
}

TEST(Doctor, OnlyWhatIsNeededCounts) {
    Check good{"g", "n", true, "1.0", "", ""}, gap{"g", "m", false, "", "none", "apt install m"};
    EXPECT_TRUE(is_well({good, gap}));
    gap.needed = true;
    EXPECT_FALSE(is_well({good, gap}));
}

TEST(Doctor, OneCommandForAllPackages) {
    Check one{"g", "a", false, "", "none", "sudo apt install a b"};
    Check other{"g", "c", false, "", "none", "sudo apt install a c"};
    Check longer{"g", "d", false, "", "none", "sudo apt install pipx && pipx install d"};
    EXPECT_EQ(mend_all({one, longer}), "");
    std::string all = mend_all({one, longer, other});
    EXPECT_TRUE(all.ends_with(" a b c")) << all;
}

}  // namespace
}  // namespace natmod::doctor
