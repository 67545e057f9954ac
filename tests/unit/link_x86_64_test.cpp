// SPDX-License-Identifier: MIT
// Each relocation of x86-64 against bytes computed by hand, at and past its limits.

#include "link_fixture.h"

namespace natmod::link {
namespace {

enum : uint32_t {
    R_X86_64_NONE = 0,
    R_X86_64_64 = 1,
    R_X86_64_PC32 = 2,
    R_X86_64_GOT32 = 3,
    R_X86_64_PLT32 = 4,
    R_X86_64_GOTPCREL = 9,
    R_X86_64_32 = 10,
    R_X86_64_32S = 11,
    R_X86_64_TPOFF32 = 23,
    R_X86_64_PC64 = 24,
    R_X86_64_GOTOFF64 = 25,
    R_X86_64_GOTPC32 = 26,
    R_X86_64_GOTPCREL64 = 28,
    R_X86_64_GOTPC64 = 29,
    R_X86_64_GOTPCRELX = 41,
    R_X86_64_REX_GOTPCRELX = 42,
};

class X86_64 : public LinkTest {
  protected:
    // mpy_init of those bytes, first in text; `data` (8 bytes) stands at 0x40 behind it.
    X86_64() : code_(0), init_(0), target_(0) {}

    void start(const Bytes& code) {
        Bytes padded = code;
        padded.resize(0x40);
        code_ = object_.code(".text.mpy_init", padded, 16);
        init_ = object_.symbol("mpy_init", code_, 0, 0x40);
        uint32_t data = object_.data(".data.d", {1, 2, 3, 4, 5, 6, 7, 8}, 8);
        target_ = object_.symbol("d", data, 0, 8, STB_GLOBAL, STT_OBJECT);
    }
    // Links mpy_init with one relocation in it.
    Linked with(uint64_t offset, uint32_t type, uint32_t symbol, int64_t addend) {
        object_.reloc(code_, offset, type, symbol, addend);
        add(object_);
        return run();
    }
    Bytes head(const Linked& linked, size_t n) {
        return Bytes(linked.text.begin(), linked.text.begin() + static_cast<std::ptrdiff_t>(n));
    }

    ElfBuilder object_;
    uint32_t code_, init_, target_;
};

// Such a file would do nothing good, and verify would refuse it without the object's name.
TEST_F(X86_64, AddressesOfNothingAreAnError) {
    start({0x48, 0x8b, 0x05, 0, 0, 0, 0});
    uint32_t words = object_.data(".data.rel.words", Bytes(24), 8);
    object_.symbol("words", words, 0, 24, STB_GLOBAL, STT_OBJECT);
    uint32_t function = object_.undefined("mp_obj_new_tuple");
    object_.reloc(code_, 3, R_X86_64_GOTPCREL, object_.undefined("words_far"), -4);
    object_.symbol("words_far", words, uint64_t{1} << 40, 0, STB_GLOBAL, STT_OBJECT);
    object_.reloc(words, 0, R_X86_64_64, target_, int64_t{1} << 32);
    object_.reloc(words, 8, R_X86_64_64, function, 8);
    object_.reloc(words, 16, R_X86_64_64, target_, -0x1000);  // compilers make that
    options.keep_unused = true;
    add(object_);
    std::vector<std::string> all;
    try {
        run();
    } catch (const Error& error) {
        for (const Finding& finding : error.findings())
            all.push_back(finding.where.file + ": " + finding.text);
    }
    ASSERT_EQ(all.size(), 3u);
    EXPECT_NE(all[0].find("o0.o"), std::string::npos) << all[0];
    EXPECT_NE(all[0].find("R_X86_64_GOTPCREL against words_far leads to where nothing is"),
              std::string::npos)
        << all[0];
    EXPECT_NE(all[1].find("R_X86_64_64 against d leads to where nothing is"), std::string::npos)
        << all[1];
    EXPECT_NE(all[2].find("against mp_obj_new_tuple leads"), std::string::npos) << all[2];
}

TEST_F(X86_64, TwoRelocationsOnOnePlaceAreAnError) {
    start({0x48, 0x8d, 0x05, 0, 0, 0, 0});
    object_.reloc(code_, 3, R_X86_64_NONE, target_, 0);
    object_.reloc(code_, 3, R_X86_64_PC32, target_, -4);
    object_.reloc(code_, 5, R_X86_64_PLT32, init_, -4);
    add(object_);
    EXPECT_NE(error().find("mpy_init"), std::string::npos) << error();
    EXPECT_NE(error().find("R_X86_64_PLT32 against mpy_init is where another relocation is, "
                           "R_X86_64_PC32"),
              std::string::npos)
        << error();
}

TEST_F(X86_64, TwoRelocationsOnOneWordAreAnError) {
    start({0xc3});
    object_.reloc(code_, 8, R_X86_64_64, target_, 0);
    object_.reloc(code_, 8, R_X86_64_64, init_, 0);
    add(object_);
    EXPECT_NE(error().find("is where another relocation is"), std::string::npos) << error();
}

TEST_F(X86_64, Pc32ReachesTextRelativeToThePlace) {
    Bytes lea = {0x48, 0x8d, 0x05, 0, 0, 0, 0};  // lea d(%rip), %rax
    start(lea);
    Linked linked = with(3, R_X86_64_PC32, target_, -4);
    EXPECT_EQ(head(linked, 7), Bytes({0x48, 0x8d, 0x05, 0x39, 0, 0, 0}));  // 0x40 - 7
    EXPECT_TRUE(linked.relocs().empty());
    EXPECT_EQ(linked.text[0x40], 1);
}

TEST_F(X86_64, Pc32AtItsLimits) {
    // S is 0x40, P is 3: S + A - P is A + 0x3d.
    for (auto [addend, field] : {std::pair(int64_t{0x7fffffff - 0x3d}, 0x7fffffffu),
                                 std::pair(-int64_t{0x80000000} - 0x3d, 0x80000000u)}) {
        object_ = ElfBuilder();
        options.objects.clear();
        start({});
        EXPECT_EQ(with(3, R_X86_64_PC32, target_, addend).text32(3), field);
    }
    for (int64_t addend : {int64_t{0x80000000} - 0x3d, -int64_t{0x80000001} - 0x3d}) {
        object_ = ElfBuilder();
        options.objects.clear();
        start({});
        object_.reloc(code_, 3, R_X86_64_PC32, target_, addend);
        add(object_);
        EXPECT_NE(error().find("R_X86_64_PC32 against d is out of range"), std::string::npos);
    }
}

TEST_F(X86_64, BranchesAreDirectInText) {
    Bytes call = {0xe8, 0, 0, 0, 0};
    start(call);
    uint32_t helper = object_.code(".text.helper", {0xc3});
    uint32_t symbol = object_.symbol("helper", helper);
    Linked linked = with(1, R_X86_64_PLT32, symbol, -4);
    size_t at = linked.target(1);
    EXPECT_EQ(linked.text[at], 0xc3);
    EXPECT_EQ(at, 0x40u);
    EXPECT_TRUE(linked.relocs().empty());
}

// A stub jumps through a GOT slot; two calls share it.
TEST_F(X86_64, BranchesToFirmwareGoThroughAStub) {
    start({0xe8, 0, 0, 0, 0, 0xe8, 0, 0, 0, 0});
    uint32_t symbol = object_.undefined("mp_obj_new_tuple");
    object_.reloc(code_, 1, R_X86_64_PLT32, symbol, -4);
    Linked linked = with(6, R_X86_64_PLT32, symbol, -4);
    size_t stub = linked.target(1);
    EXPECT_EQ(linked.target(6), stub);
    EXPECT_EQ(linked.text[stub], 0xff);  // jmp *slot(%rip)
    EXPECT_EQ(linked.text[stub + 1], 0x25);
    size_t slot = linked.target(stub + 2);
    EXPECT_EQ(linked.relocs(),
              std::vector<std::string>{"text " + std::to_string(slot / 8) + " += entry 19"});
    EXPECT_EQ(slot % 8, 0u);
}

TEST_F(X86_64, GotpcrelReadsASlot) {
    start({0x48, 0x8b, 0x05, 0, 0, 0, 0});
    Linked linked = with(3, R_X86_64_GOTPCREL, object_.undefined("mp_type_list"), -4);
    size_t slot = linked.target(3);
    EXPECT_EQ(linked.text64(slot), 0u);
    EXPECT_EQ(linked.text[1], 0x8b);
    EXPECT_EQ(linked.relocs(),
              std::vector<std::string>{"text " + std::to_string(slot / 8) + " += entry 75"});
}

// Without an X the instruction may not be touched, so what is near has a slot as well.
TEST_F(X86_64, GotpcrelKeepsItsInstruction) {
    start({0x48, 0x8b, 0x05, 0, 0, 0, 0});
    Linked linked = with(3, R_X86_64_GOTPCREL, target_, -4);
    size_t slot = linked.target(3);
    EXPECT_EQ(linked.text[1], 0x8b);
    EXPECT_EQ(linked.text64(slot), 0x40u);
    EXPECT_EQ(linked.relocs(),
              std::vector<std::string>{"text " + std::to_string(slot / 8) + " += text"});
}

TEST_F(X86_64, RelaxesMovToLea) {
    start({0x4c, 0x8b, 0x2d, 0, 0, 0, 0});  // mov d@GOTPCREL(%rip), %r13
    Linked linked = with(3, R_X86_64_REX_GOTPCRELX, target_, -4);
    EXPECT_EQ(head(linked, 7), Bytes({0x4c, 0x8d, 0x2d, 0x39, 0, 0, 0}));
    EXPECT_TRUE(linked.relocs().empty());
}

TEST_F(X86_64, RelaxesMovWithoutRex) {
    start({0x8b, 0x05, 0, 0, 0, 0});
    Linked linked = with(2, R_X86_64_GOTPCRELX, target_, -4);
    EXPECT_EQ(head(linked, 6), Bytes({0x8d, 0x05, 0x3a, 0, 0, 0}));
}

TEST_F(X86_64, RelaxesIndirectCall) {
    start({0xff, 0x15, 0, 0, 0, 0});
    uint32_t helper = object_.symbol("helper", object_.code(".text.helper", {0xc3}));
    Linked linked = with(2, R_X86_64_GOTPCRELX, helper, -4);
    EXPECT_EQ(head(linked, 6), Bytes({0x67, 0xe8, 0x3a, 0, 0, 0}));
}

TEST_F(X86_64, RelaxesIndirectJump) {
    start({0xff, 0x25, 0, 0, 0, 0});
    uint32_t helper = object_.symbol("helper", object_.code(".text.helper", {0xc3}));
    Linked linked = with(2, R_X86_64_GOTPCRELX, helper, -4);
    EXPECT_EQ(head(linked, 6), Bytes({0xe9, 0x3b, 0, 0, 0, 0x90}));  // 0x40 - 5
}

TEST_F(X86_64, FetchesAddressesOfTheRamBlock) {
    start({0x48, 0x8b, 0x05, 0, 0, 0, 0});
    uint32_t pad = object_.zeros(".bss.pad", 16, 16);
    uint32_t bss = object_.zeros(".bss.b", 8);
    object_.reloc(code_, 10, R_X86_64_REX_GOTPCRELX,
                  object_.symbol("pad", pad, 0, 16, STB_GLOBAL, STT_OBJECT), -4);
    Linked linked =
        with(3, R_X86_64_REX_GOTPCRELX, object_.symbol("b", bss, 4, 4, STB_GLOBAL, STT_OBJECT), -4);
    EXPECT_EQ(linked.text[1], 0x8b);
    EXPECT_EQ(linked.text64(linked.target(3)), 16u + 4);
    EXPECT_EQ(linked.file.code.bss_size, 24u);
    EXPECT_EQ(linked.relocs().size(), 2u);
}

// Numbers that are known, here of static qstrs, become part of the instruction.
TEST_F(X86_64, RelaxesNumbersToImmediates) {
    struct Case {
        Bytes before, after;  // opcode bytes in front of the field
        uint32_t type;
    };
    const Case cases[] = {
        {{0x48, 0x8b, 0x3d}, {0x48, 0xc7, 0xc7}, R_X86_64_REX_GOTPCRELX},  // mov ..., %rdi
        {{0x4c, 0x8b, 0x0d}, {0x49, 0xc7, 0xc1}, R_X86_64_REX_GOTPCRELX},  // mov ..., %r9
        {{0x48, 0x85, 0x15}, {0x48, 0xf7, 0xc2}, R_X86_64_REX_GOTPCRELX},  // test %rdx, ...
        {{0x4c, 0x3b, 0x25}, {0x49, 0x81, 0xfc}, R_X86_64_REX_GOTPCRELX},  // cmp ..., %r12
        {{0x48, 0x03, 0x05}, {0x48, 0x81, 0xc0}, R_X86_64_REX_GOTPCRELX},  // add ..., %rax
        {{0x90, 0x8b, 0x35}, {0x90, 0xc7, 0xc6}, R_X86_64_GOTPCRELX},      // mov ..., %esi
    };
    for (const Case& c : cases) {
        object_ = ElfBuilder();
        options.objects.clear();
        start(c.before);
        Linked linked = with(3, c.type, object_.undefined("natmod_q_append"), -4);
        Bytes expected = c.after;
        expected.insert(expected.end(), {60, 0, 0, 0});
        EXPECT_EQ(head(linked, 7), expected);
        EXPECT_TRUE(linked.relocs().empty());
    }
}

TEST_F(X86_64, KeepsInstructionsItDoesNotKnow) {
    start({0x48, 0x8d, 0x05, 0, 0, 0, 0});  // lea, which no compiler writes here
    Linked linked = with(3, R_X86_64_REX_GOTPCRELX, object_.undefined("natmod_q_append"), -4);
    EXPECT_EQ(linked.text[1], 0x8d);
    EXPECT_EQ(linked.text64(linked.target(3)), 60u);
    EXPECT_TRUE(linked.relocs().empty());
}

TEST_F(X86_64, AbsoluteNumbersThatFit) {
    for (auto [type, value, good] : {std::tuple(R_X86_64_32, int64_t{0xffffffff}, true),
                                     std::tuple(R_X86_64_32, int64_t{0x100000000}, false),
                                     std::tuple(R_X86_64_32, int64_t{-1}, false),
                                     std::tuple(R_X86_64_32S, int64_t{0x7fffffff}, true),
                                     std::tuple(R_X86_64_32S, -int64_t{0x80000000}, true),
                                     std::tuple(R_X86_64_32S, int64_t{0x80000000}, false)}) {
        object_ = ElfBuilder();
        options.objects.clear();
        start({});
        object_.reloc(code_, 0, type, object_.symbol("five", SHN_ABS, 5), value - 5);
        add(object_);
        if (good)
            EXPECT_EQ(run().text32(0), static_cast<uint32_t>(value));
        else
            EXPECT_NE(error().find("out of range"), std::string::npos);
    }
}

TEST_F(X86_64, AbsoluteAddressesAreRefused) {
    start({});
    object_.reloc(code_, 0, R_X86_64_32S, target_, 0);
    add(object_);
    EXPECT_EQ(error(),
              "R_X86_64_32S against d wants an address before it is known; "
              "compile with -fpic");
}

TEST_F(X86_64, SixtyFourBitForms) {
    start({});
    object_.reloc(code_, 0, R_X86_64_PC64, target_, 0);
    object_.reloc(code_, 8, R_X86_64_GOTPC64, object_.undefined("_GLOBAL_OFFSET_TABLE_"), 8);
    object_.reloc(code_, 16, R_X86_64_GOTOFF64, target_, 0);
    object_.reloc(code_, 24, R_X86_64_GOTPCREL64, object_.undefined("mp_type_list"), 24);
    object_.reloc(code_, 32, R_X86_64_GOTPC32, object_.undefined("_GLOBAL_OFFSET_TABLE_"), 32);
    add(object_);
    Linked linked = run();
    uint64_t got = 0x48;  // behind the data at 0x40
    EXPECT_EQ(linked.text64(0), 0x40u);
    EXPECT_EQ(linked.text64(8), got);
    EXPECT_EQ(linked.text64(16), 0x40 - got);
    EXPECT_EQ(linked.text64(24), got);
    EXPECT_EQ(linked.text32(32), got);
    EXPECT_EQ(linked.relocs(), std::vector<std::string>{"text 9 += entry 75"});
}

TEST_F(X86_64, NoneSaysNothing) {
    start({1, 2, 3});
    Linked linked = with(0, R_X86_64_NONE, object_.undefined("nobody"), 99);
    EXPECT_EQ(head(linked, 3), Bytes({1, 2, 3}));
}

TEST_F(X86_64, UnknownRelocationsNameTheirPlace) {
    start({});
    object_.reloc(code_, 8, R_X86_64_GOT32, target_, 0);
    object_.reloc(code_, 4, R_X86_64_TPOFF32, target_, 0);
    add(object_);
    auto all = errors();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0], "relocation type 23 against d is unknown");
    EXPECT_EQ(all[1], "relocation type 3 against d is unknown");
}

TEST_F(X86_64, DirectAccessToFirmwareIsRefused) {
    start({});
    object_.reloc(code_, 0, R_X86_64_PC32, object_.undefined("mp_type_list"), -4);
    add(object_);
    EXPECT_EQ(error(),
              "R_X86_64_PC32 against mp_type_list needs a target in the same block of "
              "memory; compile with -fpic");
}

TEST_F(X86_64, WordsOfTables) {
    start({});
    uint32_t table = object_.data(".data.table", Bytes(40));
    object_.reloc(code_, 0, R_X86_64_PC32,
                  object_.symbol("table", table, 0, 40, STB_GLOBAL, STT_OBJECT), -4);
    object_.reloc(table, 0, R_X86_64_64, target_, 2);
    object_.reloc(table, 8, R_X86_64_64, object_.undefined("mp_type_list"), 8);
    object_.reloc(table, 16, R_X86_64_64, object_.undefined("mp_fun_table"), 16);
    object_.reloc(table, 24, R_X86_64_64, object_.symbol("n", SHN_ABS, 7), 1);
    object_.reloc(table, 32, R_X86_64_64, object_.undefined("maybe", STB_WEAK), 0);
    add(object_);
    Linked linked = run();
    size_t at = linked.target(0);
    EXPECT_EQ(linked.text64(at), linked.text64(at) / 8 * 8 + 2);  // d is aligned to 8 bytes
    EXPECT_EQ(linked.text[linked.text64(at) - 2], 1);
    EXPECT_EQ(linked.text64(at + 8), 8u);
    EXPECT_EQ(linked.text64(at + 16), 16u);
    EXPECT_EQ(linked.text64(at + 24), 8u);
    EXPECT_EQ(linked.text64(at + 32), 0u);
    std::string word = std::to_string(at / 8), next = std::to_string(at / 8 + 1),
                last = std::to_string(at / 8 + 2);
    EXPECT_EQ(linked.relocs(), (std::vector<std::string>{"text " + word + " += text",
                                                         "text " + next + " += entry 75",
                                                         "text " + last + " += table"}));
}

TEST_F(X86_64, UnalignedWordsAreRefused) {
    start({});
    uint32_t table = object_.data(".data.table", Bytes(16), 4);
    object_.reloc(code_, 0, R_X86_64_PC32, object_.local("table", table), -4);
    object_.reloc(table, 0, R_X86_64_64, target_, 0);
    add(object_);
    EXPECT_EQ(error(),
              "R_X86_64_64 against d is not aligned to a word, so it cannot be filled in "
              "at import; do not pack structures that hold addresses");
}

// Cut anywhere, the object is refused or links; it never crashes the linker.
TEST_F(X86_64, SurvivesEveryTruncation) {
    start({0x48, 0x8b, 0x05, 0, 0, 0, 0});
    uint32_t symbol = object_.undefined("mp_type_list");
    object_.reloc(code_, 3, R_X86_64_REX_GOTPCRELX, symbol, -4);
    Bytes bytes = object_.build();
    options.objects.push_back("");
    for (size_t size = 0; size < bytes.size(); ++size) {
        Bytes part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
        options.objects[0] = write("part.o", part);
        EXPECT_THROW(link(options), Error) << size;
    }
    options.objects[0] = write("part.o", bytes);
    EXPECT_NO_THROW(link(options));
}

// Every byte damaged in turn.
TEST_F(X86_64, SurvivesDamage) {
    start({0x48, 0x8b, 0x05, 0, 0, 0, 0});
    object_.reloc(code_, 3, R_X86_64_REX_GOTPCRELX, object_.undefined("mp_type_list"), -4);
    Bytes bytes = object_.build();
    int refused = 0;
    options.objects.push_back("");
    for (size_t i = 0; i < bytes.size(); ++i) {
        Bytes damaged = bytes;
        damaged[i] = static_cast<uint8_t>(~damaged[i]);
        options.objects[0] = write("damaged.o", damaged);
        try {
            link(options);
        } catch (const Error&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 50);
}

}  // namespace
}  // namespace natmod::link
