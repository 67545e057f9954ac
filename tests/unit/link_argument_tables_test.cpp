// SPDX-License-Identifier: MIT
// Which function parses arguments: the runtime's, or that of the function table.

#include "link_fixture.h"

namespace natmod::link {
namespace {

constexpr uint32_t R_X86_64_64 = 1, R_X86_64_PC32 = 2, R_X86_64_PLT32 = 4;

class ArgumentTables : public LinkTest {
  protected:
    ArgumentTables() {
        options.opaque_arguments = options.static_arguments = true;
        ElfBuilder parse;
        uint32_t code = parse.code(".text.mp_arg_parse_all", Bytes(40, 0x90));
        parse.symbol("mp_arg_parse_all", code, 0, 40);
        runtime = runtime_archive() + archive_member("args.o/", as_text(parse.build()));
    }
    // mpy_init, which calls the function, and refers to a section with that many rows.
    ElfBuilder module(size_t rows, uint8_t mark = 0xa4) {
        ElfBuilder object;
        uint32_t code = object.code(".text.mpy_init", Bytes(16));
        object.symbol("mpy_init", code, 0, 16);
        object.reloc(code, 1, R_X86_64_PLT32, object.undefined("mp_arg_parse_all"), -4);
        Bytes table(24 * rows);
        for (size_t row = 0; row < rows; ++row) table[24 * row + 9] = mark;
        uint32_t section = object.data(".data.rel.ro.allowed", table);
        for (size_t row = 0; row < rows; ++row)
            object.reloc(section, 24 * row, R_X86_64_64, object.undefined("natmod_q_a"));
        object.reloc(code, 8, R_X86_64_PC32, object.local("allowed", section), -4);
        return object;
    }
    // Whether the function table's is called, and nothing of the runtime's linked.
    bool is_direct(const ElfBuilder& object) {
        options.objects.clear();
        options.libraries = {folder.write("librt.a", runtime).string()};
        add(object);
        for (const std::string& reloc : run().relocs())
            if (reloc.ends_with("entry 67")) return true;
        return false;
    }
    std::string runtime;
};

TEST_F(ArgumentTables, OfTheFirmwaresLayout) {
    EXPECT_TRUE(is_direct(module(2)));
    options.static_arguments = false;
    EXPECT_FALSE(is_direct(module(2)));
    options.static_arguments = true;
    options.opaque_arguments = false;
    EXPECT_FALSE(is_direct(module(2)));
    options.opaque_arguments = true;
    options.abi = 2;  // its function table has none
    EXPECT_FALSE(is_direct(module(2)));
}

TEST_F(ArgumentTables, OneThatKeepsItsLayout) {
    ElfBuilder two = module(2);
    uint32_t other = two.data(".data.rel.ro.more", Bytes(56));  // and a word of something else
    two.reloc(other, 0, R_X86_64_64, two.undefined("natmod_q_b"));
    EXPECT_TRUE(is_direct(two));  // no mark: no table
    Bytes marked(56);
    marked[9] = 0xa4;
    ElfBuilder three = module(2);
    other = three.data(".data.rel.ro.more", marked);
    three.reloc(other, 0, R_X86_64_64, three.undefined("natmod_q_b"));
    EXPECT_FALSE(is_direct(three));
}

TEST_F(ArgumentTables, WhatComesCompiled) {
    ElfBuilder other;
    other.symbol("other", other.code(".text.other", Bytes(8)), 0, 8);
    std::string archive =
        folder.write("libother.a", "!<arch>\n" + archive_member("o.o/", as_text(other.build())))
            .string();
    options.objects.clear();
    options.libraries = {archive, folder.write("librt.a", runtime).string()};
    add(module(1));
    for (const std::string& reloc : run().relocs()) EXPECT_FALSE(reloc.ends_with("entry 67"));
    options.libraries[0] = write("other.o", other.build());
    for (const std::string& reloc : run().relocs()) EXPECT_FALSE(reloc.ends_with("entry 67"));
    options.libraries.erase(options.libraries.begin());
    EXPECT_EQ(run().relocs().size(), 1u);
}

TEST_F(ArgumentTables, AFunctionOfTheModulesOwn) {
    ElfBuilder object = module(1);
    object.symbol("mp_arg_parse_all", object.code(".text.own", Bytes(8)), 0, 8);
    EXPECT_FALSE(is_direct(object));
}

}  // namespace
}  // namespace natmod::link
