// SPDX-License-Identifier: MIT
#include "elf/line_table.h"

#include <gtest/gtest.h>

#include "elf_builder.h"

namespace natmod::elf {
namespace {

constexpr uint32_t R_X86_64_64 = 1, R_X86_64_32 = 10;

void put_text(Bytes& out, std::string_view text) {
    out.insert(out.end(), text.begin(), text.end());
    out.push_back(0);
}

void append(Bytes& out, const Bytes& bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

struct Lines {
    Bytes bytes;
    size_t address_at;  // where the address of DW_LNE_set_address stands
};

// Version, then what follows it up to the line program, then a program that says:
// offset 0 is line 10, offset 4 line 13, offset 8 is the end.
Lines line_section(uint16_t version, const Bytes& before_length, Bytes header) {
    Bytes fixed = {1};                     // minimum instruction length
    if (version >= 4) fixed.push_back(1);  // operations per instruction
    append(fixed, {1, 0xfb, 14, 13});      // default_is_stmt, line_base -5, line_range 14, opcodes
    append(fixed, {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1});
    append(fixed, header);
    Bytes program = {0, 9, 2};  // DW_LNE_set_address
    size_t address = program.size();
    append(program, Bytes(8));
    append(program, {3, 9, 1});              // advance line by 9, row
    append(program, {13 + 4 * 14 + 5 + 3});  // special: 4 bytes, 3 lines
    append(program, {2, 4, 0, 1, 1});        // advance 4 bytes, end of sequence
    Bytes unit(2);
    put16(unit.data(), version);
    append(unit, before_length);
    Bytes length(4);
    put32(length.data(), static_cast<uint32_t>(fixed.size()));
    append(unit, length);
    append(unit, fixed);
    size_t program_at = 4 + unit.size();
    append(unit, program);
    Bytes all(4);
    put32(all.data(), static_cast<uint32_t>(unit.size()));
    append(all, unit);
    return {all, program_at + address};
}

Lines version4() {
    Bytes tables;
    put_text(tables, "src");
    tables.push_back(0);
    put_text(tables, "a.c");
    append(tables, {1, 0, 0, 0});
    return line_section(4, {}, tables);
}

Bytes object_with(const Lines& lines, bool damaged = false) {
    ElfBuilder builder;
    uint32_t code = builder.code(".text.f", Bytes(16));
    uint32_t section = builder.section(".debug_line", lines.bytes, 0);
    uint32_t symbol = builder.local("", code, 0, 0, STT_SECTION);
    if (!damaged) builder.reloc(section, lines.address_at, R_X86_64_64, symbol, 4);
    return builder.build();
}

std::string line_at(const Bytes& bytes, uint64_t offset, uint32_t section = 1) {
    return source_line(parse_elf(bytes, "x.o"), section, offset).text();
}

TEST(LineTable, ReadsVersion4) {
    Bytes object = object_with(version4());
    EXPECT_EQ(line_at(object, 3), "");  // before the sequence
    EXPECT_EQ(line_at(object, 4), "src/a.c:10");
    EXPECT_EQ(line_at(object, 7), "src/a.c:10");
    EXPECT_EQ(line_at(object, 8), "src/a.c:13");
    EXPECT_EQ(line_at(object, 11), "src/a.c:13");
    EXPECT_EQ(line_at(object, 12), "");
    EXPECT_EQ(line_at(object, 8, 2), "");  // another section
}

TEST(LineTable, ReadsVersion5) {
    // Directories: one entry format, path as a string. Files: path in .debug_line_str, directory
    // index, a checksum.
    Bytes tables = {1, 1, 0x08, 2};
    put_text(tables, "/work");
    put_text(tables, "/proj/src");
    append(tables, {3, 1, 0x1f, 2, 0x0b, 5, 0x1e, 2});
    Bytes entry = {0, 0, 0, 0, 0};
    append(entry, Bytes(16));
    append(tables, entry);
    size_t path_at = tables.size();
    entry[4] = 1;
    append(tables, entry);
    Lines lines = line_section(5, {8, 0}, tables);
    size_t tables_at = 4 + 2 + 2 + 4 + 6 + 12;

    ElfBuilder builder;
    uint32_t code = builder.code(".text.f", Bytes(16));
    uint32_t section = builder.section(".debug_line", lines.bytes, 0);
    uint32_t strings = builder.section(".debug_line_str", {'a', 0, 'b', '.', 'c', 0}, 0);
    uint32_t code_symbol = builder.local("", code, 0, 0, STT_SECTION);
    uint32_t string_symbol = builder.local("", strings, 0, 0, STT_SECTION);
    builder.reloc(section, lines.address_at, R_X86_64_64, code_symbol, 0);
    builder.reloc(section, tables_at + path_at, R_X86_64_32, string_symbol, 2);
    EXPECT_EQ(line_at(builder.build(), 4), "/proj/src/b.c:13");
}

// Without the relocation nobody knows which section the rows are about.
TEST(LineTable, NeedsRelocations) {
    EXPECT_EQ(line_at(object_with(version4(), true), 4), "");
}

TEST(LineTable, SurvivesEveryTruncation) {
    Lines lines = version4();
    for (size_t size = 0; size < lines.bytes.size(); ++size) {
        Lines part = lines;
        part.bytes.resize(size);
        bool damaged = lines.address_at + 8 > size;
        EXPECT_EQ(line_at(object_with(part, damaged), 4), "") << size;
    }
}

TEST(LineTable, SurvivesEveryDamagedByte) {
    Lines lines = version4();
    int told = 0;
    for (size_t i = 0; i < lines.bytes.size(); ++i)
        for (uint8_t value : {0x00, 0x7f, 0xff}) {
            Lines damaged = lines;
            damaged.bytes[i] = value;
            told += line_at(object_with(damaged), 4) == "src/a.c:10";
        }
    EXPECT_GT(told, 0);
    EXPECT_LT(told, static_cast<int>(3 * lines.bytes.size()));
}

// An entry may have one byte, or, of version 5, what another section says.
TEST(LineTable, ReadsOneNameOfMany) {
    Bytes tables;
    for (int i = 0; i < 1000; i++) put_text(tables, "d");
    tables.push_back(0);
    for (int i = 0; i < 1000; i++) {
        put_text(tables, i == 0 ? "a.c" : "b.c");
        append(tables, {i == 0 ? uint8_t{9} : uint8_t{0}, 0, 0});
    }
    tables.push_back(0);
    EXPECT_EQ(line_at(object_with(line_section(4, {}, tables)), 4), "d/a.c:10");
}

}  // namespace
}  // namespace natmod::elf
