// SPDX-License-Identifier: MIT
#include "elf/archive.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "elf_builder.h"

namespace natmod::elf {
namespace {

Archive parse(const std::string& text) {
    return parse_archive({reinterpret_cast<const uint8_t*>(text.data()), text.size()}, "lib.a");
}

std::string error_of(const std::string& text) {
    try {
        parse(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.findings()[0].where, "lib.a");
        return error.findings()[0].text;
    }
    return {};
}

std::string content(const ArchiveMember& member) {
    return {member.data.begin(), member.data.end()};
}

const std::string kMagic = "!<arch>\n";

std::string big_endian(uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
            static_cast<char>(value >> 8), static_cast<char>(value)};
}

// An archive as GNU ar writes it: index, long names, two members.
std::string gnu_archive() {
    std::string names = archive_member("//", "a_member_with_a_long_name.o/\n");
    // Offsets of the members' headers: magic, index of 60 + 4 + 2 * 4 + 8 bytes, names.
    auto first = static_cast<uint32_t>(8 + 60 + 20 + names.size());
    uint32_t second = first + 60 + 4;
    std::string index =
        big_endian(2) + big_endian(first) + big_endian(second) + std::string("one\0two\0", 8);
    return kMagic + archive_member("/", index) + names + archive_member("/0", "abc") +
           archive_member("two.o/", "defg");
}

TEST(Archive, ReadsIndexAndLongNames) {
    std::string text = gnu_archive();
    Archive archive = parse(text);
    ASSERT_EQ(archive.members.size(), 2u);
    EXPECT_EQ(archive.members[0].name, "a_member_with_a_long_name.o");
    EXPECT_EQ(content(archive.members[0]), "abc");
    EXPECT_EQ(archive.members[1].name, "two.o");
    EXPECT_EQ(content(archive.members[1]), "defg");
    EXPECT_TRUE(archive.has_index);
    ASSERT_EQ(archive.index.size(), 2u);
    EXPECT_EQ(archive.index[0].symbol, "one");
    EXPECT_EQ(archive.index[0].member, 0u);
    EXPECT_EQ(archive.index[1].symbol, "two");
    EXPECT_EQ(archive.index[1].member, 1u);
}

TEST(Archive, ReadsWithoutIndex) {
    std::string text = kMagic + archive_member("a.o/", "x");
    Archive archive = parse(text);
    EXPECT_FALSE(archive.has_index);
    ASSERT_EQ(archive.members.size(), 1u);
    EXPECT_EQ(archive.members[0].name, "a.o");
    EXPECT_TRUE(parse(kMagic).members.empty());
}

TEST(Archive, ReadsNamesOfBsd) {
    std::string text = kMagic + archive_member("__.SYMDEF", "1234") +
                       archive_member("#1/8", std::string("long.o\0\0abc", 11)) +
                       archive_member("short.o", "d");
    Archive archive = parse(text);
    ASSERT_EQ(archive.members.size(), 2u);
    EXPECT_EQ(archive.members[0].name, "long.o");
    EXPECT_EQ(content(archive.members[0]), "abc");
    EXPECT_EQ(archive.members[1].name, "short.o");
}

TEST(Archive, RefusesThinArchives) {
    EXPECT_EQ(error_of("!<thin>\n"), "thin archive: its members are in other files");
    std::string text = "!<thin>\n";
    EXPECT_TRUE(is_archive({reinterpret_cast<const uint8_t*>(text.data()), text.size()}));
}

TEST(Archive, TellsDamage) {
    EXPECT_EQ(error_of("ELF"), "not an ar archive");
    std::string good = gnu_archive();
    std::string bad_end = good, bad_size = good, bad_index = good, many = good;
    bad_end[8 + 58] = '?';
    EXPECT_EQ(error_of(bad_end), "damaged archive: no member header at byte 8");
    bad_size[8 + 48] = 'x';
    EXPECT_NE(error_of(bad_size).find("bad number"), std::string::npos);
    bad_index[8 + 60 + 7] = 9;
    EXPECT_EQ(error_of(bad_index), "damaged archive: the index names no member for symbol one");
    many[8 + 60] = 1;
    EXPECT_EQ(error_of(many), "damaged archive: symbol index too short");
    EXPECT_EQ(error_of(kMagic + archive_member("/7", "a")),
              "damaged archive: name outside the name table");
    EXPECT_EQ(error_of(kMagic + archive_member("#1/9", "abc")),
              "damaged archive: name longer than its member");
}

// Cut between two members it is a shorter archive; everywhere else it is damaged.
TEST(Archive, SurvivesEveryTruncation) {
    std::string good = gnu_archive();
    int whole = 0;
    for (size_t size = 8; size < good.size(); ++size)
        whole += error_of(good.substr(0, size)).empty();
    EXPECT_EQ(whole, 1);  // the magic alone: the index names members that are missing elsewhere
}

// The name table has it once, and each member again.
TEST(Archive, RefusesEndlessNames) {
    std::string text = kMagic + archive_member("//", std::string(100000, 'n'));
    for (int i = 0; i < 1000; i++) text += archive_member("/0", "");
    EXPECT_EQ(error_of(text), "damaged archive: a name of a member has no end");
}

}  // namespace
}  // namespace natmod::elf
