// SPDX-License-Identifier: MIT
// Which form of fix-ups a module gets, and what the chains' links say.

#include "link_fixture.h"

namespace natmod::link {
namespace {

constexpr uint32_t R_X86_64_64 = 1, R_X86_64_PC32 = 2, R_X86_64_GOTPCREL = 9;

using Strings = std::vector<std::string>;

// A stand-in for the runtime: each entry point is a member of its own, refers to mpy_init and has a
// size by which it is known.
std::string start_archive() {
    std::string text = "!<arch>\n";
    int size = 16;
    for (std::string name :
         {"natmod_start_objects", "natmod_start_names", "natmod_start_chain", "natmod_start"}) {
        ElfBuilder start;
        uint32_t code = start.code(".text." + name, Bytes(static_cast<size_t>(size)));
        start.symbol(name, code, 0, static_cast<uint64_t>(size));
        start.reloc(code, 1, R_X86_64_PC32, start.undefined("mpy_init"), -4);
        text += archive_member(name.substr(7) + "/", as_text(start.build()));
        size += 16;
    }
    return text;
}

class Chain : public LinkTest {
  protected:
    Chain() {
        code_ = object_.code(".text.mpy_init", Bytes(8));
        object_.symbol("mpy_init", code_, 0, 8);
        add_library(start_archive());
    }
    // A table that mpy_init refers to, with a word for each name.
    uint32_t table(const Strings& names) {
        uint32_t section = object_.data(".data.rel.ro.table", Bytes(8 * names.size()));
        object_.reloc(code_, 0, R_X86_64_PC32, object_.local("table", section, 0, 8), -4);
        for (size_t i = 0; i < names.size(); ++i)
            if (!names[i].empty())
                object_.reloc(section, 8 * i, R_X86_64_64, object_.undefined(names[i]));
        return section;
    }
    Linked link_all() {
        add(object_);
        return run();
    }
    // The entry point that was linked stands first, mpy_init behind it.
    static size_t start_size(const Linked& linked) { return linked.target(1); }

    ElfBuilder object_;
    uint32_t code_;
};

TEST_F(Chain, OfQstrObjects) {
    table({"natmod_q_b_natmod_object", "mp_type_dict", "natmod_q_len_natmod_object",
           "natmod_q_b_natmod_object"});
    Linked linked = link_all();
    EXPECT_EQ(start_size(linked), 16u);
    EXPECT_EQ(linked.fixups(), (Strings{"text 3 += qstr object 'b'", "text 5 += qstr object 'len'",
                                        "text 6 += qstr object 'b'"}));
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "b", "len"}));
    EXPECT_EQ(linked.relocs(), (Strings{"text 3 += text", "text 4 += entry 76", "text 5 += text",
                                        "text 6 += text"}));
    // The head is the last word and leads backwards; links count from it.
    ASSERT_EQ(linked.text.size(), 64u);
    EXPECT_EQ(linked.text64(56), (static_cast<uint32_t>(-4) << 16 | CHAIN_MARK));
    EXPECT_EQ(linked.text64(24), (2u << 16 | 1) + 56);
    EXPECT_EQ(linked.text64(40), (1u << 16 | 2) + 56);
    EXPECT_EQ(linked.text64(48), 1u + 56);
}

TEST_F(Chain, OfTheNameOfTheFile) {
    table({"natmod_q_b_natmod_object", "natmod_q_m_natmod_object"});
    Linked linked = link_all();
    EXPECT_EQ(linked.fixups(), (Strings{"text 3 += qstr object 'b'", "text 4 += qstr object 'm'"}));
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "b"}));
}

TEST_F(Chain, OfEveryKind) {
    uint32_t type = table({"mp_type_type", "", "natmod_q_a", "mp_type_ValueError",
                           "mp_type_NoneType", "natmod_q_a_natmod_object", "mp_type_module"});
    object_.symbol("t", type, 0, 16, STB_GLOBAL, STT_OBJECT);
    uint32_t names = object_.section(".natmod.type_names", Bytes(16), SHF_ALLOC, 8);
    object_.reloc(names, 0, R_X86_64_64, object_.local("s", type, 0, 0));
    object_.reloc(names, 8, R_X86_64_64, object_.undefined("natmod_q_T"));
    Linked linked = link_all();
    EXPECT_EQ(start_size(linked), 48u);
    EXPECT_EQ(linked.fixups(),
              (Strings{"text 7 += type", "text 8 += type name 'T' (upper 16 bits)",
                       "text 9 += qstr number of 'a'", "text 10 += ValueError",
                       "text 11 += the type of mp_const_none", "text 12 += qstr object 'a'",
                       "text 13 += the type of a module"}));
}

TEST_F(Chain, OfNames) {
    table({"natmod_q_a", "natmod_q_a_natmod_object", "mp_type_ValueError"});
    Linked linked = link_all();
    EXPECT_EQ(start_size(linked), 32u);
    EXPECT_EQ(linked.fixups(), (Strings{"text 5 += qstr number of 'a'", "text 6 += qstr object 'a'",
                                        "text 7 += ValueError"}));
}

TEST_F(Chain, OfNarrowArguments) {
    uint32_t section = table({"", ""});
    object_.reloc(section, 0, R_X86_64_64, object_.undefined("natmod_q_a"), 0xa6020000);
    object_.reloc(section, 8, R_X86_64_64, object_.undefined("natmod_q_b"), 0x01030000);
    Linked linked = link_all();
    EXPECT_EQ(start_size(linked), 48u);
    EXPECT_EQ(linked.fixups(),
              (Strings{"text 7 += qstr number of 'a'", "text 8 += qstr number of 'b'"}));
    uint64_t head = linked.text.size() - 8;
    EXPECT_EQ(linked.text64(56), (1u << 16 | 0xc000 | 10 << CHAIN_FLAGS_AT | 1) + head);
    EXPECT_EQ(linked.text64(64), (0xc000u | 7 << CHAIN_FLAGS_AT | 2) + head);
}

TEST_F(Chain, WhatALinkCannotNameTakesTheStream) {
    for (std::string name : {"mp_micropython_mem_info_obj", "addend"}) {
        SCOPED_TRACE(name);
        options.objects.clear();
        object_ = ElfBuilder();
        code_ = object_.code(".text.mpy_init", Bytes(8));
        object_.symbol("mpy_init", code_, 0, 8);
        uint32_t section = table({"natmod_q_a_natmod_object", ""});
        if (name == "addend") {
            object_.reloc(section, 8, R_X86_64_64, object_.undefined("natmod_q_a"), 1);
        } else {
            object_.reloc(section, 8, R_X86_64_64, object_.undefined("mp_type_bytesio"));
        }
        EXPECT_EQ(start_size(link_all()), 64u);
    }
}

TEST_F(Chain, ADistanceThatIsTooLargeTakesTheStream) {
    Strings names(0x8002);
    names.front() = names.back() = "natmod_q_a_natmod_object";
    table(names);
    EXPECT_EQ(start_size(link_all()), 64u);
}

TEST_F(Chain, GlobalsOfAModuleObjectStandForIt) {
    uint32_t dict = object_.data(".data.rel.ro.dict", Bytes(32));
    object_.reloc(dict, 8, R_X86_64_64, object_.undefined("natmod_q_a_natmod_object"));
    uint32_t module = object_.data(".data.rel.ro.m", Bytes(16));
    object_.symbol("m", module, 0, 16, STB_GLOBAL, STT_OBJECT);
    object_.reloc(module, 0, R_X86_64_64, object_.undefined("mp_type_module"));
    object_.reloc(module, 8, R_X86_64_64, object_.local("d", dict));
    object_.reloc(code_, 0, R_X86_64_GOTPCREL, object_.undefined("natmod_globals_of_m"), -4);
    add(object_);
    Linked linked = run();
    // The module object, which would want its type, is not there.
    EXPECT_EQ(start_size(linked), 16u);
    EXPECT_EQ(linked.fixups(), (Strings{"text 4 += qstr object 'a'"}));
    options.objects.clear();

    ElfBuilder empty;
    uint32_t code = empty.code(".text.mpy_init", Bytes(8));
    empty.symbol("mpy_init", code, 0, 8);
    empty.reloc(code, 0, R_X86_64_GOTPCREL, empty.undefined("natmod_globals_of_m"), -4);
    uint32_t none = empty.data(".data.rel.ro.m", Bytes(16));
    empty.symbol("m", none, 0, 16, STB_GLOBAL, STT_OBJECT);
    add(empty);
    EXPECT_EQ(error(), "module object m has no globals; set its .globals to the module's dict");
}

}  // namespace
}  // namespace natmod::link
