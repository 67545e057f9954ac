// SPDX-License-Identifier: MIT
#include "elf/object.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "elf_builder.h"

namespace natmod::elf {
namespace {

std::string error_of(const Bytes& bytes) {
    try {
        parse_elf(bytes, "x.o");
    } catch (const Error& error) {
        EXPECT_EQ(error.findings()[0].where, "x.o");
        return error.findings()[0].text;
    }
    return {};
}

ElfBuilder small_object(int bits = 64, bool addends = true) {
    ElfBuilder builder(bits, bits == 64 ? 62 : 3, addends);
    uint32_t code = builder.code(".text.f", {1, 2, 3, 4, 5, 6, 7, 8}, 4);
    uint32_t bss = builder.zeros(".bss.z", 100);
    uint32_t f = builder.symbol("f", code, 2, 6);
    builder.symbol("z", bss, 0, 100, STB_WEAK, STT_OBJECT);
    uint32_t local = builder.local("quiet", bss, 4, 8);
    builder.symbol("number", SHN_ABS, 77);
    builder.symbol("shared", SHN_COMMON, 16, 40, STB_GLOBAL, STT_OBJECT);
    builder.reloc(code, 4, 2, builder.undefined("g"), -4);
    builder.reloc(code, 0, 1, local, 3);
    builder.comdat(f, {code});
    return builder;
}

const ElfSymbol* find(const ElfObject& object, std::string_view name) {
    for (const ElfSymbol& symbol : object.symbols)
        if (symbol.name == name) return &symbol;
    return nullptr;
}

TEST(ElfObject, ReadsBothClasses) {
    for (int bits : {32, 64}) {
        Bytes bytes = small_object(bits).build();
        ElfObject object = parse_elf(bytes, "x.o");
        EXPECT_EQ(object.word_size, bits / 8);
        EXPECT_EQ(object.machine, bits == 64 ? 62 : 3);
        const ElfSection& code = object.sections[1];
        EXPECT_EQ(code.name, ".text.f");
        EXPECT_EQ(code.data.size(), 8u);
        EXPECT_EQ(code.align, 4u);
        EXPECT_TRUE(code.in_group);
        EXPECT_EQ(object.sections[2].size, 100u);
        EXPECT_TRUE(object.sections[2].data.empty());
        EXPECT_EQ(find(object, "f")->value, 2u);
        EXPECT_EQ(find(object, "f")->size, 6u);
        EXPECT_EQ(find(object, "f")->section, 1u);
        EXPECT_EQ(find(object, "z")->binding, STB_WEAK);
        EXPECT_EQ(find(object, "quiet")->binding, STB_LOCAL);
        EXPECT_TRUE(find(object, "g")->undefined());
        EXPECT_TRUE(find(object, "number")->absolute);
        EXPECT_TRUE(find(object, "shared")->common);
        ASSERT_EQ(object.groups.size(), 1u);
        EXPECT_EQ(object.groups[0].signature, "f");
        EXPECT_EQ(object.groups[0].sections, std::vector<uint32_t>{1});
    }
}

TEST(ElfObject, ReadsRelocationsWithAndWithoutAddends) {
    for (bool addends : {true, false})
        for (int bits : {32, 64}) {
            Bytes bytes = small_object(bits, addends).build();
            ElfObject object = parse_elf(bytes, "x.o");
            bool has_addends = !addends;
            auto relocs = object.relocs(1, has_addends);
            EXPECT_EQ(has_addends, addends);
            ASSERT_EQ(relocs.size(), 2u);
            EXPECT_EQ(relocs[0].offset, 4u);
            EXPECT_EQ(relocs[0].type, 2u);
            EXPECT_EQ(object.symbols[relocs[0].symbol].name, "g");
            EXPECT_EQ(relocs[0].addend, addends ? -4 : 0);
            EXPECT_EQ(object.symbols[relocs[1].symbol].name, "quiet");
            EXPECT_TRUE(object.relocs(2, has_addends).empty());
        }
}

TEST(ElfObject, TellsWhatIsNoObject) {
    EXPECT_EQ(error_of({}), "not an ELF object");
    EXPECT_EQ(error_of({0x7f, 'E', 'L', 'F'}), "truncated object: no complete ELF header");
    Bytes bytes = small_object().build();
    Bytes executable = bytes, big_endian = bytes, odd_class = bytes;
    put16(executable.data() + 16, ET_EXEC);
    EXPECT_NE(error_of(executable).find("not a relocatable object"), std::string::npos);
    big_endian[5] = 2;
    EXPECT_EQ(error_of(big_endian), "not a little-endian ELF object");
    odd_class[4] = 3;
    EXPECT_EQ(error_of(odd_class), "unknown ELF class 3");
}

// Section headers stand at the end, so every shorter file lacks something.
TEST(ElfObject, RefusesEveryTruncation) {
    for (int bits : {32, 64}) {
        Bytes bytes = small_object(bits).build();
        for (size_t size = 0; size < bytes.size(); ++size) {
            Bytes part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
            EXPECT_FALSE(error_of(part).empty()) << "of " << size << " bytes";
        }
    }
}

// Each field of the header and the tables in turn holds nonsense: an error or an object, no crash.
TEST(ElfObject, SurvivesEveryDamagedByte) {
    for (int bits : {32, 64}) {
        Bytes bytes = small_object(bits).build();
        int refused = 0;
        for (size_t i = 0; i < bytes.size(); ++i)
            for (uint8_t value : {0x00, 0x7f, 0x80, 0xff}) {
                Bytes damaged = bytes;
                damaged[i] = value;
                try {
                    ElfObject object = parse_elf(damaged, "x.o");
                    for (uint32_t s = 1; s < object.sections.size(); ++s) {
                        bool has_addends = false;
                        for (const ElfReloc& reloc : object.relocs(s, has_addends))
                            ASSERT_LT(reloc.symbol, object.symbols.size());
                    }
                    for (const ElfSymbol& symbol : object.symbols)
                        ASSERT_LT(symbol.section, object.sections.size());
                } catch (const Error&) {
                    ++refused;
                }
            }
        EXPECT_GT(refused, 100);
    }
}

TEST(ElfObject, FollowsExtendedSectionIndexes) {
    ElfBuilder builder;
    uint32_t code = builder.code(".text", {0x90});
    builder.symbol("f", SHN_XINDEX);
    // The table of section indexes: symbol 0, then f.
    builder.section(".symtab_shndx", {0, 0, 0, 0, static_cast<uint8_t>(code), 0, 0, 0}, 0, 4,
                    SHT_SYMTAB_SHNDX);
    Bytes bytes = builder.build();
    ElfObject object = parse_elf(bytes, "x.o");
    EXPECT_EQ(find(object, "f")->section, code);
}

// Each section could have all of the file for its content, and each symbol a name of its length.
TEST(ElfObject, RefusesSectionsThatOverlap) {
    ElfBuilder builder;
    for (int i = 0; i < 3; i++) builder.code(".text." + std::to_string(i), Bytes(1000));
    Bytes bytes = builder.build();
    auto header = [&](size_t i) { return bytes.data() + get64(bytes.data() + 40) + 64 * i; };
    for (size_t i : {1U, 2U, 3U}) {
        put64(header(i) + 24, 0);
        put64(header(i) + 32, bytes.size() - 100);
    }
    EXPECT_EQ(error_of(bytes), "sections overlap");
}

TEST(ElfObject, RefusesEndlessNames) {
    ElfBuilder builder;
    builder.symbol(std::string(100000, 'n'), builder.code(".text", Bytes(4)));
    EXPECT_EQ(error_of(builder.build()), "a name is too long");
}

}  // namespace
}  // namespace natmod::elf
