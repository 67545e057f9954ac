// SPDX-License-Identifier: MIT
#include "driver/fingerprint.h"

#include <gtest/gtest.h>

#include "temporary_folder.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

TEST(Fingerprint, ItemsDoNotRunIntoEachOther) {
    EXPECT_NE(Fingerprint().add("ab").add("c").text(), Fingerprint().add("a").add("bc").text());
    EXPECT_EQ(Fingerprint().add("ab").text(), Fingerprint().add("ab").text());
    EXPECT_EQ(Fingerprint().text().size(), 16U);
}

TEST(Fingerprint, ChangesWithAFile) {
    TemporaryFolder folder;
    fs::path file = folder.write("sub/a.h", "1");
    std::string before = Fingerprint().add_tree(folder.path()).text();
    EXPECT_EQ(Fingerprint().add_tree(folder.path()).text(), before);

    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
    std::string touched = Fingerprint().add_tree(folder.path()).text();
    EXPECT_NE(touched, before);

    folder.write("sub/b.h", "");
    EXPECT_NE(Fingerprint().add_tree(folder.path()).text(), touched);
}

TEST(Fingerprint, AnAbsentFileIsNotAnEmptyOne) {
    TemporaryFolder folder;
    std::string absent = Fingerprint().add_file(folder.path() / "a").text();
    folder.write("a", "");
    EXPECT_NE(Fingerprint().add_file(folder.path() / "a").text(), absent);
}

}  // namespace
}  // namespace natmod::driver
