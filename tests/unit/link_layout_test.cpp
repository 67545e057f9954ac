// SPDX-License-Identifier: MIT
// Where sections go, what the loader is told, and the fix-up stream.

#include <algorithm>

#include "link_fixture.h"

namespace natmod::link {
namespace {

constexpr uint32_t R_X86_64_64 = 1, R_X86_64_PC32 = 2, R_X86_64_GOTPCREL = 9;

using Strings = std::vector<std::string>;

// A module whose mpy_init refers to a table of words.
class Layout : public LinkTest {
  protected:
    Layout() {
        code_ = object_.code(".text.mpy_init", Bytes(64), 8);
        object_.symbol("mpy_init", code_, 0, 64);
    }

    // Makes mpy_init refer to that section's start directly, or through the GOT.
    uint32_t use(uint32_t section, uint32_t type = R_X86_64_PC32) {
        uint32_t symbol =
            object_.symbol("symbol" + std::to_string(used_), section, 0, 8, STB_GLOBAL, STT_OBJECT);
        object_.reloc(code_, 4 * used_++, type, symbol, -4);
        return symbol;
    }
    uint32_t table(size_t words) {
        uint32_t section = object_.data(".data.table", Bytes(8 * words));
        use(section);
        return section;
    }
    Linked link_all(bool runtime = true) {
        add(object_);
        if (runtime) add_library(runtime_archive());
        return run();
    }

    ElfBuilder object_;
    uint32_t code_;
    uint32_t used_ = 0;
};

TEST_F(Layout, EntryStandsFirst) {
    add(object_);
    Linked linked = run();
    EXPECT_EQ(linked.text.size(), 64u);
    EXPECT_EQ(linked.qstrs(), Strings{"m"});
}

TEST_F(Layout, StartOfTextIsTheFirstByteWhateverStandsThere) {
    object_.reloc(code_, 0, R_X86_64_PC32, object_.undefined("natmod_text"), -4);
    add(object_);
    EXPECT_EQ(run().target(0), 0u);
}

TEST_F(Layout, EntryInsideASectionIsReachedByAJump) {
    ElfBuilder object;
    uint32_t code = object.code(".text", {1, 2, 3, 4, 5, 6, 7, 8}, 16);
    object.symbol("mpy_init", code, 6, 2);
    add(object);
    Linked linked = run();
    EXPECT_EQ(linked.text[0], 0xe9);
    EXPECT_EQ(linked.target(1), 16u + 6);
}

// Xtensa's j at offset 0 reaches 128 KiB; literals stand between it and the code.
TEST_F(Layout, AJumpToTheEntryIsShort) {
    ElfBuilder object(32, 94);
    uint32_t literals = object.section(".literal", Bytes(4), SHF_ALLOC | SHF_EXECINSTR, 4);
    uint32_t large = object.code(".text.large", Bytes(200000), 4);
    uint32_t init = object.code(".text.mpy_init", {0x21, 0, 0, 0x80, 0, 0}, 4);
    object.symbol("mpy_init", init, 0, 6);
    object.reloc(literals, 0, 1, object.symbol("large", large, 0, 200000));
    object.reloc(init, 0, 20, object.local("", literals, 0, 0, STT_SECTION));
    add(object);
    options.arch = abi::find_arch("xtensa");
    Linked linked = run();
    EXPECT_EQ(linked.text[0], 0x06) << "j";
    EXPECT_EQ(linked.text32(4), 16u) << "address of the large function";
    EXPECT_EQ(linked.text32(8) & 0xff, 0x21u) << "l32r of mpy_init";
}

// A module for ARMv6-M whose mpy_init is `offset` bytes behind the start of its section.
class ArmEntry : public LinkTest {
  protected:
    Linked link_with_entry_at(uint32_t offset) {
        options.arch = abi::find_arch("armv6m");
        ElfBuilder object(32, 40, false);
        uint32_t code = object.code(".text", Bytes(offset + 2, 0x70), 4);
        object.symbol("mpy_init", code, offset + 1, 2);
        add(object);
        return run();
    }
};

TEST_F(ArmEntry, IsReachedByAShortBranchIfItIsNear) {
    Linked linked = link_with_entry_at(2046);
    EXPECT_EQ(Bytes(linked.text.begin(), linked.text.begin() + 4), (Bytes{0xff, 0xe3, 0, 0}));
    EXPECT_EQ(linked.text.size(), 4u + 2048);
}

TEST_F(ArmEntry, IsCalledIfItIsFar) {
    Linked linked = link_with_entry_at(2048);
    EXPECT_EQ(Bytes(linked.text.begin(), linked.text.begin() + 8),
              (Bytes{0x01, 0xb5, 0x00, 0xf0, 0x01, 0xfc, 0x01, 0xbd}));
}

TEST_F(Layout, GlobalBssIsInTheRamBlockAndAnchored) {
    use(object_.zeros(".bss.a", 12, 4), R_X86_64_GOTPCREL);
    use(object_.zeros(".bss.b", 64, 32), R_X86_64_GOTPCREL);
    Linked linked = link_all(false);
    EXPECT_EQ(linked.file.code.bss_size, 76u);
    // b is first: its alignment is larger. Its slot holds the block's start, so it is the anchor.
    EXPECT_EQ(linked.text64(linked.target(0)), 64u);
    EXPECT_EQ(linked.text64(linked.target(4)), 0u);
    EXPECT_EQ(linked.relocs().size(), 2u);
}

TEST_F(Layout, TableOfObjectsHasOneEntryIfItIsNamed) {
    object_.reloc(code_, 0, R_X86_64_GOTPCREL, object_.undefined("mp_native_obj_table"), -4);
    Linked linked = link_all(false);
    EXPECT_EQ(linked.relocs(), Strings{"text 8 += objects"});
    ASSERT_EQ(linked.file.objects.size(), 1u);
    EXPECT_EQ(linked.file.objects[0].kind, mpy::ObjectKind::none);
}

TEST_F(Layout, AnchorIsAddedWhereNoWordHoldsTheStart) {
    uint32_t bss = object_.zeros(".bss.a", 16, 8);
    uint32_t symbol = object_.symbol("inside", bss, 8, 8, STB_GLOBAL, STT_OBJECT);
    object_.reloc(code_, 0, R_X86_64_GOTPCREL, symbol, -4);
    Linked linked = link_all(false);
    EXPECT_EQ(linked.text64(linked.target(0)), 8u);
    ASSERT_EQ(linked.relocs().size(), 2u);
    std::vector<uint64_t> words;
    for (const mpy::MpyReloc& reloc : mpy::expand_relocs(linked.file.code, 8))
        words.push_back(linked.text64(reloc.word * 8));
    EXPECT_TRUE(std::ranges::count(words, 0u) == 1);
}

TEST_F(Layout, StaticBssIsInText) {
    use(object_.zeros(".bss.a", 12, 4));
    Linked linked = link_all(false);
    EXPECT_EQ(linked.file.code.bss_size, 0u);
    EXPECT_EQ(linked.text.size(), linked.target(0) + 12);
    EXPECT_TRUE(linked.relocs().empty());
}

TEST_F(Layout, RootPointersMustBeInTheRamBlock) {
    use(object_.zeros(".bss.natmod_root_pointers", 16), R_X86_64_GOTPCREL);
    EXPECT_EQ(link_all(false).file.code.bss_size, 16u);
    use(2);
    options.objects.clear();
    add(object_);
    EXPECT_EQ(error().rfind("root pointers are accessed relative to the program counter", 0), 0u);
}

TEST_F(Layout, AlignmentIsHonoured) {
    use(object_.section(".rodata.a", Bytes(3, 1), SHF_ALLOC, 1));
    use(object_.section(".rodata.b", Bytes(32, 2), SHF_ALLOC, 32));
    Linked linked = link_all(false);
    EXPECT_EQ(linked.target(4) % 32, 0u);
    EXPECT_EQ(linked.text[linked.target(4)], 2);
    EXPECT_EQ(linked.text[linked.target(0)], 1);
}

// GCC for x86 aligns arrays to 32 bytes by default, which nothing needs. Objects that Natmod
// compiles are told not to.
TEST_F(Layout, NeedlessAlignmentOfForeignObjectsIsIgnored) {
    options.arch = abi::find_arch("x86");
    constexpr uint32_t R_386_32 = 1;
    for (uint64_t align : {32, 64}) {
        ElfBuilder object(32, 3, false);
        uint32_t code = object.code(".text", Bytes(8), 4);
        object.symbol("mpy_init", code, 0, 8);
        uint32_t zeros = object.zeros(".bss", 64, align);
        object.reloc(code, 4, R_386_32, object.symbol("array", zeros, 0, 64, STB_GLOBAL));
        options.objects.clear();
        add(object);
        if (align == 32)
            EXPECT_EQ(run().file.code.bss_size, 64u);
        else
            EXPECT_EQ(error().rfind("array wants an alignment of 64 bytes", 0), 0u);
    }
}

TEST_F(Layout, AlignmentThatFirmwareDoesNotGiveIsTold) {
    use(object_.zeros(".bss.a", 64, 64), R_X86_64_GOTPCREL);
    add(object_);
    EXPECT_EQ(
        error(),
        "symbol0 wants an alignment of 64 bytes, firmware gives 32; a module is loaded to any "
        "such address: align by hand in a larger buffer, when it is first used");
}

// Also if the sum of the sizes is small because it overflows.
TEST_F(Layout, BlocksHaveALimit) {
    for (uint64_t size : {uint64_t{1} << 29, ~uint64_t{0} - 100}) {
        for (uint32_t type : {R_X86_64_PC32, R_X86_64_GOTPCREL}) {
            ElfBuilder object = object_;
            uint32_t common = object.symbol("large", SHN_COMMON, 8, size, STB_GLOBAL, STT_OBJECT);
            object.reloc(code_, 0, type, common, -4);
            options.objects.clear();
            add(object);
            EXPECT_EQ(error(), "the module is larger than 256 MiB");
        }
    }
}

// Without late values there is no need of the runtime, even if it is at hand.
TEST_F(Layout, LoaderDoesWhatItCan) {
    uint32_t words = table(3);
    object_.reloc(words, 0, R_X86_64_64, object_.undefined("mp_type_dict"));
    object_.reloc(words, 8, R_X86_64_64, 1);
    object_.reloc(words, 16, R_X86_64_64, object_.undefined("natmod_q_append"));
    Linked linked = link_all();
    size_t first = linked.target(0) / 8;
    EXPECT_EQ(linked.relocs(), (Strings{"text " + std::to_string(first) + " += entry 76",
                                        "text " + std::to_string(first + 1) + " += text"}));
    EXPECT_EQ(linked.text64(8 * (first + 2)), 60u);  // append
    EXPECT_TRUE(linked.fixups().empty());
}

TEST_F(Layout, LateValuesNeedTheRuntime) {
    uint32_t words = table(1);
    object_.reloc(words, 0, R_X86_64_64, object_.undefined("natmod_q_area_natmod_object"));
    add(object_);
    EXPECT_EQ(
        error(),
        "natmod_q_area_natmod_object gets its value at import, by Natmod's runtime, which is not "
        "among the inputs; link with the SDK's librt.a for this architecture");
}

TEST_F(Layout, StreamOfATable) {
    uint32_t words = table(10);
    uint32_t area = object_.undefined("natmod_q_area_natmod_object");
    uint32_t pairs[] = {area, object_.undefined("natmod_q_len_natmod_object"),
                        object_.undefined("natmod_q_b_natmod_object")};
    for (uint64_t i = 0; i < 3; ++i) {
        object_.reloc(words, 16 * i, R_X86_64_64, pairs[i]);
        object_.reloc(words, 16 * i + 8, R_X86_64_64, 1, 8);
    }
    object_.reloc(words, 48, R_X86_64_64, area);  // again
    object_.reloc(words, 56, R_X86_64_64, object_.undefined("natmod_q_number"));
    object_.reloc(words, 64, R_X86_64_64, object_.undefined("mp_type_dict"));
    object_.reloc(words, 72, R_X86_64_64, object_.undefined("mp_type_ValueError"), 0);
    Linked linked = link_all();

    // Table entries in the order of the objects, then what is only a number. `len` is static, but
    // as an entry it can be the next one, too.
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "area", "len", "b", "number"}));
    auto stream = mpy::find_fixups(linked.file.code, 8);
    ASSERT_TRUE(stream);
    size_t first = 80 / 8;  // natmod_start of 10 bytes, mpy_init at 16, the table behind it
    ASSERT_EQ(linked.text64(8 * first + 8), 16u + 8);
    Bytes bytes(linked.text.begin() + static_cast<std::ptrdiff_t>(stream->offset),
                linked.text.end());
    EXPECT_EQ(bytes, Bytes({1,           0,    55,  // one object: builtins.ValueError
                            1,                      // text
                            9 << 4 | 10, 3,         // from word 10 on, three pairs
                            2 << 4,      0x81, 38,  // the object of entry 1
                            3 << 4,      0x81, 41,  // the number of entry 4
                            8 << 4,      76,        // a function-table entry
                            7 << 4,      0,         // the object found
                            0,           0,         // end of text, end
                            22,          0,    0,  'N'}));
    EXPECT_TRUE(linked.relocs().empty());
}

// A stream cannot name the file's entry.
TEST_F(Layout, StreamOfTheNameOfTheFile) {
    uint32_t words = table(2);
    object_.reloc(words, 0, R_X86_64_64, object_.undefined("natmod_q_m_natmod_object"));
    object_.reloc(words, 8, R_X86_64_64, object_.undefined("natmod_q_b_natmod_object"));
    Linked linked = link_all();
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "m", "b"}));
    ASSERT_EQ(linked.fixups().size(), 2u);
    EXPECT_NE(linked.fixups()[0].find("qstr object 'm'"), std::string::npos);
}

TEST_F(Layout, StreamTellsEveryWayToFindAnObject) {
    const char* names[] = {"mp_type_int",   "mp_type_module",         "mp_type_NoneType",
                           "mp_type_deque", "mp_obj_exception_print", "mp_obj_tuple_print"};
    uint32_t words = table(std::size(names));
    for (uint64_t i = 0; i < std::size(names); ++i)
        object_.reloc(words, 8 * i, R_X86_64_64, object_.undefined(names[i]));
    Linked linked = link_all();
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "ucollections", "deque"}));
    auto stream = mpy::find_fixups(linked.file.code, 8);
    ASSERT_TRUE(stream);
    Bytes bytes(linked.text.begin() + static_cast<std::ptrdiff_t>(stream->offset),
                linked.text.begin() + static_cast<std::ptrdiff_t>(stream->offset) + 20);
    EXPECT_EQ(bytes, Bytes({6,                            // objects
                            0, 94,                        // int of builtins
                            1,                            // type of a module
                            2, 0,                         // type of entry 0, None
                            3, 0x81,       38, 0x81, 39,  // deque of collections: entries 1 and 2
                            4, 82,         1,             // print of entry 82, Exception
                            5, 0x81,       29, 1,         // print of tuple
                            1, 7 << 4 | 10}));
}

TEST_F(Layout, StreamCountsRunsAndSkips) {
    uint32_t words = table(60);
    object_.reloc(words, 0, R_X86_64_64, object_.undefined("natmod_q_x_natmod_object"));
    for (uint64_t word : {3, 4, 5, 25, 26, 59}) object_.reloc(words, 8 * word, R_X86_64_64, 1);
    Linked linked = link_all();
    auto stream = mpy::find_fixups(linked.file.code, 8);
    ASSERT_TRUE(stream);
    Bytes bytes(linked.text.begin() + static_cast<std::ptrdiff_t>(stream->offset),
                linked.text.begin() + static_cast<std::ptrdiff_t>(stream->offset + stream->size));
    EXPECT_EQ(bytes, Bytes({0, 1,            //
                            1 << 4 | 10,     // word 10, behind two words that stay
                            11 << 4 | 2, 3,  // a run of three
                            5 << 4 | 15, 4, 5 << 4, 5 << 4 | 15, 17,  // 32 words are between
                            0, 0}));
}

TEST_F(Layout, GotSlotsAreTheLoadersWhereItKnows) {
    object_.reloc(code_, 0, R_X86_64_GOTPCREL, object_.undefined("mp_type_list"), -4);
    object_.reloc(code_, 4, R_X86_64_GOTPCREL, object_.undefined("natmod_q_area"), -4);
    object_.reloc(code_, 8, R_X86_64_GOTPCREL, object_.undefined("mp_type_list"), -4);
    object_.reloc(code_, 12, R_X86_64_GOTPCREL, object_.undefined("natmod_tab_type_list"), -4);
    Linked linked = link_all();
    EXPECT_EQ(linked.relocs().size(), 1u);  // one slot for both names
    EXPECT_EQ(linked.fixups().size(), 1u);
    EXPECT_NE(linked.fixups()[0].find("qstr number of 'area'"), std::string::npos);
}

TEST_F(Layout, TypeNamesFollowLiveTypes) {
    uint32_t live = object_.data(".data.live", Bytes(32));
    uint32_t live_symbol = use(live);
    uint32_t fixed = object_.data(".data.fixed", Bytes(32));
    uint32_t fixed_symbol = use(fixed);
    uint32_t dead = object_.data(".data.dead", Bytes(32));
    uint32_t dead_symbol = object_.symbol("dead", dead, 0, 32, STB_GLOBAL, STT_OBJECT);
    uint32_t names = object_.data(".natmod.type_names", Bytes(48));
    object_.reloc(names, 0, R_X86_64_64, live_symbol);
    object_.reloc(names, 8, R_X86_64_64, object_.undefined("natmod_q_Rect"));
    object_.reloc(names, 16, R_X86_64_64, dead_symbol);
    object_.reloc(names, 24, R_X86_64_64, object_.undefined("natmod_q_Dead"));
    object_.reloc(names, 32, R_X86_64_64, fixed_symbol);
    object_.reloc(names, 40, R_X86_64_64, object_.undefined("natmod_q_append"));
    Linked linked = link_all();
    ASSERT_EQ(linked.fixups().size(), 1u);
    EXPECT_NE(linked.fixups()[0].find("type name 'Rect'"), std::string::npos);
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "Rect"}));
    // The name of a static qstr is known: upper half of the word behind the type's first.
    size_t at = 16 + 64 + 32 + 8 + 2;
    EXPECT_EQ(get16(linked.text.data() + at), 60);
}

TEST_F(Layout, DamagedTypeNamesAreTold) {
    uint32_t live = object_.data(".data.live", Bytes(32));
    uint32_t symbol = use(live);
    uint32_t names = object_.data(".natmod.type_names", Bytes(16));
    object_.reloc(names, 0, R_X86_64_64, symbol);
    add(object_);
    add_library(runtime_archive());
    EXPECT_EQ(error(), ".natmod.type_names is not made of pairs of a type and a qstr");
}

TEST_F(Layout, ConstructorsRunByPriority) {
    auto constructor = [&](const std::string& section, int64_t offset) {
        uint32_t index =
            object_.section(section, Bytes(8), SHF_ALLOC | SHF_WRITE, 8, SHT_INIT_ARRAY);
        object_.reloc(index, 0, R_X86_64_64, 1, offset);
    };
    constructor(".init_array", 3);
    constructor(".init_array.00200", 2);
    constructor(".init_array.00100", 1);
    constructor(".ctors.65535", 0);  // counted from the other end: first
    object_.reloc(code_, 0, R_X86_64_PC32, object_.undefined("__init_array_start"), -4);
    object_.reloc(code_, 4, R_X86_64_PC32, object_.undefined("__init_array_end"), -4);
    Linked linked = link_all();
    size_t first = linked.target(16), end = linked.target(20);  // mpy_init is at 16
    ASSERT_EQ(end - first, 32u);
    for (uint64_t i = 0; i < 4; ++i) EXPECT_EQ(linked.text64(first + 8 * i), 16 + i);
    EXPECT_EQ(linked.relocs().size(), 4u);
    EXPECT_TRUE(linked.fixups().empty());  // for constructors alone there is no start code
}

TEST_F(Layout, WithoutRamBlockItsStartIsZero) {
    object_.reloc(code_, 0, R_X86_64_GOTPCREL, object_.undefined("natmod_ram"), -4);
    Linked linked = link_all(false);
    EXPECT_EQ(linked.text64(linked.target(0)), 0u);
    EXPECT_TRUE(linked.relocs().empty());
}

TEST_F(Layout, ClassicQstrHeaderFillsTheTable) {
    options.qstr_files.push_back(folder
                                     .write("m.config.h",
                                            "#define MP_QSTR_append (60)\n"
                                            "#define MP_QSTR_area (mp_native_qstr_table[1])\n"
                                            "#define MP_QSTR_b (mp_native_qstr_table[2])\n"
                                            "extern const uint16_t mp_native_qstr_table[];\n")
                                     .string());
    object_.reloc(code_, 0, R_X86_64_GOTPCREL, object_.undefined("mp_native_qstr_table"), -4);
    Linked linked = link_all(false);
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "area", "b"}));
    ASSERT_EQ(linked.relocs().size(), 1u);
    EXPECT_NE(linked.relocs()[0].find("qstrs"), std::string::npos);
}

TEST_F(Layout, QstrDefsNameWhatIdentifiersCannot) {
    options.qstr_defs.push_back(folder.write("qstrdefs.h", "Q(a.b)\nQ(plain)\n").string());
    uint32_t words = table(2);
    object_.reloc(words, 0, R_X86_64_64, object_.undefined("natmod_q_a_dot_b_natmod_object"));
    object_.reloc(words, 8, R_X86_64_64, object_.undefined("natmod_q_c_dot_d_natmod_object"));
    EXPECT_EQ(link_all().qstrs(), (Strings{"m", "a.b", "c_dot_d"}));
}

TEST_F(Layout, OlderSubVersionsHaveOtherEntries) {
    object_.reloc(code_, 0, R_X86_64_GOTPCREL, object_.undefined("mp_type_type"), -4);
    options.abi = 1;
    Linked linked = link_all(false);
    EXPECT_NE(linked.relocs()[0].find("entry 67"), std::string::npos);
    EXPECT_EQ(linked.file.abi, 1);
}

TEST_F(Layout, MapTellsWhatWentWhere) {
    use(object_.zeros(".bss.a", 12, 4), R_X86_64_GOTPCREL);
    object_.code(".text.unused", Bytes(5));
    options.map_file = (folder.path() / "m.map").string();
    link_all(false);
    std::ifstream in(options.map_file);
    std::string map((std::istreambuf_iterator<char>(in)), {});
    EXPECT_NE(map.find("entry mpy_init"), std::string::npos);
    EXPECT_NE(map.find("ram          0x0       12     4 .bss.a of"), std::string::npos);
    EXPECT_NE(map.find("5     1 .text.unused of"), std::string::npos);
}

// A few bytes of an object would make a file of hundreds of megabytes.
TEST_F(Layout, ZerosInTextHaveALimit) {
    use(object_.zeros(".bss.a", 200u << 20, 4));
    EXPECT_THROW(link_all(false), Error);
}

}  // namespace
}  // namespace natmod::link
