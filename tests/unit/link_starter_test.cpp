// SPDX-License-Identifier: MIT
// Start code that is a raw code around the module's.

#include "link_fixture.h"

#include "mpy/footprint.h"
#include "mpy/verify.h"

namespace natmod::link {
namespace {

constexpr uint32_t R_X86_64_64 = 1, R_X86_64_PC32 = 2, R_X86_64_GOTPCREL = 9;

using Strings = std::vector<std::string>;

// A stand-in for a runtime with starters, whose sizes tell them apart. `needs`: what they refer to.
std::string starter_archive(const std::string& needs = "natmod_fixups") {
    std::string text = "!<arch>\n";
    for (auto [name, size] : {std::pair("natmod_start_objects", 16),
                              {"natmod_starter_names", 32},
                              {"natmod_starter_chain", 40},
                              {"natmod_starter", 48},
                              {"natmod_constructors", 64}}) {
        ElfBuilder start;
        std::string symbol = name;
        uint32_t code = start.code(".text." + symbol, Bytes(static_cast<size_t>(size)));
        start.symbol(symbol, code, 0, static_cast<uint64_t>(size));
        bool starter = symbol.starts_with("natmod_starter");
        std::string other = starter                           ? needs
                            : symbol == "natmod_constructors" ? "mpy_init"
                                                              : "natmod_init";
        start.reloc(code, 1, other == "mp_fun_table" ? R_X86_64_GOTPCREL : R_X86_64_PC32,
                    start.undefined(other), -4);
        text += archive_member(symbol.substr(7) + "/", as_text(start.build()));
    }
    return text;
}

class Starter : public LinkTest {
  protected:
    Starter() {
        code_ = object_.code(".text.mpy_init", Bytes(16));
        object_.symbol("mpy_init", code_, 0, 16);
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
    // A variable in the RAM block.
    void variable() {
        uint32_t bss = object_.zeros(".bss.v", 8);
        object_.symbol("v", bss, 0, 8, STB_GLOBAL, STT_OBJECT);
        object_.reloc(code_, 8, R_X86_64_GOTPCREL, object_.undefined("v"), -4);
    }
    Linked link_all(const std::string& runtime = starter_archive()) {
        add_library(runtime);
        add(object_);
        return run();
    }
    static std::string problems(const Linked& linked) {
        std::string result;
        for (const mpy::Problem& problem : mpy::verify_mpy(linked.file))
            result += problem.text + "\n";
        return result;
    }

    ElfBuilder object_;
    uint32_t code_;
};

TEST_F(Starter, OfChains) {
    table({"natmod_q_b", "mp_type_dict", "natmod_q_b_natmod_object"});
    variable();
    Linked linked = link_all();
    ASSERT_TRUE(mpy::is_starter(linked.file.code));
    EXPECT_EQ(problems(linked), "");
    ASSERT_EQ(linked.file.objects.size(), 1u);
    EXPECT_EQ(linked.file.objects[0].kind, mpy::ObjectKind::fun_table);
    EXPECT_EQ(linked.fixups(),
              (Strings{"text 2 += qstr number of 'b'", "text 4 += qstr object 'b'"}));
    // Its code, which refers to what follows: the anchor, the heads, the mark.
    ASSERT_EQ(linked.text.size(), 40u);
    EXPECT_EQ(linked.target(1), 32u);
    EXPECT_EQ(linked.text32(32), 5u | 3u << 16);
    EXPECT_EQ(linked.text32(36), 0u | uint32_t{CHAIN_MARK} << 16);
    // The module begins with mpy_init, has no head, and its links count from the start of text.
    const mpy::RawCode& module = linked.file.code.children[0];
    ASSERT_EQ(module.text.size(), 48u);
    EXPECT_EQ(get64(&module.text[16]), (2u << 16 | CHAIN_QSTR_NUMBER << CHAIN_KIND_AT | 1));
    EXPECT_EQ(get64(&module.text[32]), 1u);
    EXPECT_EQ(module.bss_size, 8u);
}

TEST_F(Starter, OfAStream) {
    table({"mp_type_bytesio", "mp_type_dict", "natmod_q_b_natmod_object"});
    Linked linked = link_all();
    ASSERT_TRUE(mpy::is_starter(linked.file.code));
    EXPECT_EQ(problems(linked), "");
    EXPECT_EQ(linked.target(1), 48u);
    EXPECT_EQ(linked.text[48], 0u);  // no RAM block, so no anchor
    EXPECT_EQ(linked.fixups(),
              (Strings{"text 2 += uio.BytesIO", "text 3 += table entry 76 (mp_type_dict)",
                       "text 4 += qstr object 'b'"}));
}

// A word that the stream fills in does not keep the RAM block while the starter runs.
TEST_F(Starter, TheLoaderFillsInTheAnchor) {
    table({"mp_type_bytesio", "v"});
    variable();
    Linked linked = link_all();
    EXPECT_EQ(problems(linked), "");
    EXPECT_EQ(linked.text[48], 4u);  // the GOT, behind the table
    EXPECT_EQ(linked.fixups(), (Strings{"text 2 += uio.BytesIO", "text 3 += RAM block"}));
}

TEST_F(Starter, SmallStartCodeStaysInside) {
    table({"natmod_q_b_natmod_object"});
    Linked linked = link_all();
    EXPECT_FALSE(mpy::is_starter(linked.file.code));
    EXPECT_TRUE(linked.file.objects.empty());
    EXPECT_EQ(linked.target(1), 16u);
}

TEST_F(Starter, ConstructorsRunInTheModule) {
    table({"natmod_q_b"});
    uint32_t array =
        object_.section(".init_array", Bytes(8), SHF_ALLOC | SHF_WRITE, 8, SHT_INIT_ARRAY);
    object_.reloc(array, 0, R_X86_64_64, object_.local("f", code_));
    Linked linked = link_all();
    ASSERT_TRUE(mpy::is_starter(linked.file.code));
    EXPECT_EQ(problems(linked), "");
    const mpy::RawCode& module = linked.file.code.children[0];
    EXPECT_EQ(get32(&module.text[1]), 64u - 5);  // natmod_constructors first, then mpy_init
}

TEST_F(Starter, AnEarlierRuntimeHasNone) {
    table({"natmod_q_b"});
    Linked linked = link_all(runtime_archive());
    EXPECT_FALSE(mpy::is_starter(linked.file.code));
    EXPECT_EQ(linked.fixups(), Strings{"text 4 += qstr number of 'b'"});
}

TEST_F(Starter, MustNotNeedTheLoader) {
    table({"natmod_q_b"});
    add_library(starter_archive("mp_fun_table"));
    add(object_);
    EXPECT_EQ(error(),
              "the runtime's start code needs a relocation or data; librt.a is damaged: "
              "remove it, and natmod makes it again");
}

}  // namespace
}  // namespace natmod::link
