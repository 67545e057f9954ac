// SPDX-License-Identifier: MIT
#include "driver/inputs.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "temporary_folder.h"

namespace natmod::driver {
namespace {

TEST(Inputs, ReadsRulesOfCompilers) {
    TemporaryFolder folder;
    std::filesystem::path file = folder.path() / "rule.d";
    auto read = [&](std::string_view text) {
        write_file(file, text);
        return read_dependencies(file);
    };
    using Files = std::vector<std::string>;
    EXPECT_EQ(read("m.o: m.c a.h \\\n b\\ c.h\n"), (Files{"m.c", "a.h", "b c.h"}));
    EXPECT_EQ(read("m.o: \\\n m.c\n"), Files{"m.c"});
    EXPECT_EQ(read("m.init.c.o:\n"), Files{});
    EXPECT_EQ(read(""), Files{});
}

}  // namespace
}  // namespace natmod::driver
