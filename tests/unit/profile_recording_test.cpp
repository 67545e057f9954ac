// SPDX-License-Identifier: MIT
#include "profile/recording.h"

#include <gtest/gtest.h>

namespace natmod::profile {
namespace {

// As valgrind 3.19 writes it. The module is at 0x5000; `main` of another file calls it.
constexpr std::string_view kText =
    "# callgrind format\n"
    "version: 1\n"
    "positions: instr line\n"
    "events: Ir\n"
    "summary: 108\n"
    "\n"
    "ob=/bin/firmware\n"
    "fl=main.c\n"
    "fn=main\n"
    "0x100 7 5\n"
    "cob=???\n"
    "cfi=???\n"
    "cfn=0x0000000000005010\n"
    "calls=2 0x5010 0 \n"
    "0x104 8 103\n"
    "0x108 9 1\n"
    "\n"
    "ob=???\n"
    "fl=???\n"
    "fn=0x0000000000005010\n"
    "0x5010 0 2\n"
    "0x5014 0 1\n"
    "cob=/bin/firmware\n"
    "cfi=main.c\n"
    "cfn=helper\n"
    "calls=1 0x200 3\n"
    "0x5014 0 100\n"
    "\n"
    "fn=0x0000000000005000\n"
    "0x5000 0 4\n"
    "totals: 108\n";

TEST(Recording, CodeOfNoFile) {
    Recording recording = read_recording(kText);
    EXPECT_EQ(recording.total, 108u);
    std::map<uint64_t, uint64_t> costs = {{0x5000, 4}, {0x5010, 2}, {0x5014, 1}};
    EXPECT_EQ(recording.costs, costs);
    EXPECT_EQ(recording.entries, std::vector<uint64_t>{0x5010});
    ASSERT_EQ(recording.calls.size(), 1u);
    const Call& call = recording.calls[0];
    EXPECT_EQ(call.from, 0x5014u);
    EXPECT_EQ(call.cost, 100u);
}

TEST(Recording, NothingOfItIsLost) {
    std::string text = with_names(kText, {});
    Recording before = read_recording(kText), after = read_recording(text);
    EXPECT_EQ(after.costs, before.costs);
    EXPECT_EQ(after.entries, before.entries);
    EXPECT_NE(text.find("fn=main\n0x100 7 5\n"), std::string::npos) << text;
    EXPECT_NE(
        text.find("cob=/bin/firmware\ncfi=main.c\ncfn=helper\ncalls=1 0x200 3\n0x5014 0 100\n"),
        std::string::npos)
        << text;
}

TEST(Recording, DamagedText) {
    for (std::string_view text :
         {"", "calls=", "calls=1", "calls=1 0x5\n", "0x", "ob=???\n0x5", "="}) {
        EXPECT_EQ(read_recording(text).total, 0u);
        with_names(text, {});
    }
}

}  // namespace
}  // namespace natmod::profile
