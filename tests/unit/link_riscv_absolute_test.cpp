// SPDX-License-Identifier: MIT
// Absolute addresses in RISC-V code: whatever the compiler did with lui and the low parts, each of
// them must end up at its target. The tests decode the linked code and add the parts up.

#include "abi/static_qstrs.h"
#include "link/arch/riscv.h"
#include "link_fixture.h"

namespace natmod::link {
namespace {

constexpr uint32_t kNop = 0x00000013, kRet = 0x00008067;
enum : uint32_t { a0 = 10, a1 = 11, a5 = 15, s2 = 18 };

constexpr uint32_t lui(uint32_t rd) {
    return 0x37 | rd << 7;
}
constexpr uint32_t lw(uint32_t rd, uint32_t base) {
    return 0x2003 | rd << 7 | base << 15;
}
constexpr uint32_t sw(uint32_t from, uint32_t base) {
    return 0x2023 | from << 20 | base << 15;
}
constexpr uint32_t add_op(uint32_t rd, uint32_t first, uint32_t second) {
    return 0x33 | rd << 7 | first << 15 | second << 20;
}
constexpr uint32_t bnez(uint32_t reg, uint32_t distance) {  // forward, below 32
    return 0x1063 | reg << 15 | distance << 7;
}

Bytes words(std::initializer_list<uint32_t> instructions) {
    Bytes bytes;
    for (uint32_t word : instructions)
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<uint8_t>(word >> shift));
    return bytes;
}

int64_t upper(uint32_t code) {
    return static_cast<int32_t>(code & 0xfffff000);
}
int64_t lower(uint32_t code) {
    if (opcode(code) != 0x23) return static_cast<int32_t>(code) >> 20;
    return (static_cast<int32_t>(code) >> 25) * 32 + static_cast<int32_t>(code >> 7 & 31);
}
int64_t jump(uint32_t code) {
    uint32_t v = (code >> 31 << 20) | (code >> 12 & 0xff) << 12 | (code >> 20 & 1) << 11 |
                 (code >> 21 & 0x3ff) << 1;
    return (static_cast<int64_t>(v) ^ 0x100000) - 0x100000;
}

class RiscvAbsolute : public LinkTest {
  protected:
    RiscvAbsolute() { options.arch = abi::find_arch("rv32imc"); }

    // The module: mpy_init is `code`, and whatever the test adds to `object`.
    void begin(std::initializer_list<uint32_t> code) {
        text = object.code(".text.mpy_init", words(code), 4);
        object.symbol("mpy_init", text, 0, code.size() * 4);
    }
    void finish() {
        add(object);
        linked = run();
    }
    uint32_t at(int64_t offset) const { return linked.text32(static_cast<size_t>(offset)); }

    // What the register of the instruction at `offset` holds after it and, if it goes there, its
    // island.
    int64_t loaded(int64_t offset) const {
        uint32_t code = at(offset);
        if (opcode(code) == 0x37) return upper(code);
        if (opcode(code) == 0x17) return offset + upper(code);
        EXPECT_EQ(code & 0xfff, 0x6fu) << "jump without a link";
        int64_t island = offset + jump(code);
        EXPECT_EQ(opcode(at(island)), 0x17u);
        EXPECT_EQ(at(island + 4) & 0x7f, 0x13u);
        EXPECT_EQ(destination_register(at(island)), destination_register(at(island + 4)));
        EXPECT_EQ(destination_register(at(island)), first_register(at(island + 4)));
        EXPECT_EQ(island + 8 + jump(at(island + 8)), offset + 4) << "it comes back";
        return island + upper(at(island)) + lower(at(island + 4));
    }
    int64_t address(int64_t high, int64_t low) const { return loaded(high) + lower(at(low)); }
    bool has_island(int64_t high) const { return opcode(at(high)) == 0x6f; }

    // Where 8 bytes are that no other data has.
    int64_t find(const Bytes& bytes) const {
        auto found =
            std::search(linked.text.begin(), linked.text.end(), bytes.begin(), bytes.end());
        EXPECT_NE(found, linked.text.end());
        return found - linked.text.begin();
    }

    ElfBuilder object{32, 243};
    uint32_t text = 0;
    Linked linked;
    const Bytes data = {0xda, 0xda, 0xda, 0xda, 0xdb, 0xdb, 0xdb, 0xdb};
};

TEST_F(RiscvAbsolute, OneHighPartServesAnyNumberOfLowParts) {
    begin({lui(s2), bnez(a1, 8), lw(a0, s2), sw(a0, s2), kRet});
    uint32_t x = object.local("x", object.data(".data.x", data));
    object.reloc(text, 0, R_RISCV_HI20, x);
    object.reloc(text, 8, R_RISCV_LO12_I, x);
    object.reloc(text, 12, R_RISCV_LO12_S, x);
    finish();
    EXPECT_FALSE(has_island(0));
    EXPECT_EQ(address(0, 8), find(data));
    EXPECT_EQ(address(0, 12), find(data));
}

TEST_F(RiscvAbsolute, PairsInsideABasicBlockNeedNoIsland) {
    begin({lui(a5), lw(a5, a5), lui(a0), kNop, lw(a1, a0), kRet});
    uint32_t x = object.local("x", object.data(".data.x", data));
    for (uint64_t high : {0, 8}) object.reloc(text, high, R_RISCV_HI20, x);
    for (uint64_t low : {4, 16}) object.reloc(text, low, R_RISCV_LO12_I, x);
    finish();
    EXPECT_FALSE(has_island(0));
    EXPECT_FALSE(has_island(8));
    EXPECT_EQ(address(0, 4), find(data));
    EXPECT_EQ(address(8, 16), find(data));
}

// The low part at 12 is reached from either lui.
TEST_F(RiscvAbsolute, HighPartsThatMeetGetIslands) {
    begin({lui(a5), bnez(a1, 8), lui(a5), lw(a0, a5), lui(a5), lw(a5, a5), kRet});
    uint32_t x = object.local("x", object.data(".data.x", data));
    for (uint64_t high : {0, 8, 16}) object.reloc(text, high, R_RISCV_HI20, x, 4);
    for (uint64_t low : {12, 20}) object.reloc(text, low, R_RISCV_LO12_I, x, 4);
    finish();
    EXPECT_EQ(address(0, 12), find(data) + 4);
    EXPECT_EQ(address(8, 12), find(data) + 4);
    EXPECT_EQ(address(16, 20), find(data) + 4);
    EXPECT_TRUE(has_island(0));
    EXPECT_TRUE(has_island(8));
    EXPECT_FALSE(has_island(16)) << "nothing else uses what it loads";
}

// The same where the assembler left the distance of the branch to the linker.
TEST_F(RiscvAbsolute, BranchesAreSeenInTheirRelocations) {
    begin({lui(a5), bnez(a1, 0), lui(a5), lw(a0, a5), kRet});
    uint32_t x = object.local("x", object.data(".data.x", data));
    uint32_t label = object.local(".L1", text, 12, 0, STT_NOTYPE);
    object.reloc(text, 4, R_RISCV_BRANCH, label);
    for (uint64_t high : {0, 8}) object.reloc(text, high, R_RISCV_HI20, x);
    object.reloc(text, 12, R_RISCV_LO12_I, x);
    finish();
    EXPECT_TRUE(has_island(0));
    EXPECT_EQ(address(0, 12), find(data));
    EXPECT_EQ(address(8, 12), find(data));
}

TEST_F(RiscvAbsolute, AnotherRegisterOrOneThatWasWrittenIsNotSure) {
    begin({lui(s2), lui(a5), lw(a0, s2), add_op(a5, a5, a1), lw(a0, a5), kRet});
    uint32_t x = object.local("x", object.data(".data.x", data));
    for (uint64_t high : {0, 4}) object.reloc(text, high, R_RISCV_HI20, x);
    for (uint64_t low : {8, 16}) object.reloc(text, low, R_RISCV_LO12_I, x);
    finish();
    EXPECT_EQ(address(0, 8), find(data));
    EXPECT_EQ(address(4, 16), find(data));
}

// 8 bytes at any distance: for some of them, a multiple of 4096 from the auipc lies in between.
TEST_F(RiscvAbsolute, LowPartsMayBeOnBothSidesOfAPage) {
    int islands = 0;
    for (uint64_t gap : {2020, 2024, 2028, 2032, 2036, 2040}) {
        object = ElfBuilder(32, 243);
        options.objects.clear();
        begin({lui(a5), lw(a0, a5), lw(a1, a5), kRet});
        uint32_t table = object.section(".rodata.gap", Bytes(gap), SHF_ALLOC, 4);
        uint32_t x = object.local("x", object.section(".rodata.x", data, SHF_ALLOC, 4));
        object.reloc(text, 0, R_RISCV_HI20, x);
        object.reloc(text, 4, R_RISCV_LO12_I, x);
        object.reloc(text, 8, R_RISCV_LO12_I, x, 4);
        uint32_t unused = object.code(".text.f", words({kRet, kRet}), 4);
        object.reloc(unused, 0, R_RISCV_PCREL_HI20, object.local("gap", table));
        object.reloc(text, 12, R_RISCV_RELAX, object.local("f", unused));
        options.keep_unused = true;
        finish();
        EXPECT_EQ(address(0, 4), find(data));
        EXPECT_EQ(address(0, 8), find(data) + 4);
        islands += has_island(0);
    }
    EXPECT_GT(islands, 0) << "no distance was critical";
    EXPECT_LT(islands, 6);
}

TEST_F(RiscvAbsolute, FarAddendsShareABase) {
    begin({lui(a5), bnez(a1, 8), lui(a5), lw(a0, a5), kRet});
    Bytes large(6000);
    std::copy(data.begin(), data.end(), large.begin() + 5000);
    uint32_t x = object.local("x", object.data(".data.x", large));
    for (uint64_t high : {0, 8}) object.reloc(text, high, R_RISCV_HI20, x, 5000);
    object.reloc(text, 12, R_RISCV_LO12_I, x, 5000);
    finish();
    EXPECT_EQ(address(0, 12), find(data));
    EXPECT_EQ(address(8, 12), find(data));
}

TEST_F(RiscvAbsolute, WhatIsNotInTextIsLoadedFromTheGot) {
    begin({lui(a5), lw(a0, a5), kRet});
    uint32_t print = object.undefined("mp_plat_print");
    object.reloc(text, 0, R_RISCV_HI20, print);
    object.reloc(text, 4, R_RISCV_LO12_I, print, 4);
    finish();
    int64_t island = jump(at(0));
    EXPECT_EQ(at(island + 4) & 0x707f, 0x2003u) << "a load";
    int64_t slot = island + upper(at(island)) + lower(at(island + 4));
    EXPECT_EQ(lower(at(4)), 4);
    EXPECT_EQ(linked.relocs(),
              std::vector<std::string>{"text " + std::to_string(slot / 4) + " += entry 72"});
}

TEST_F(RiscvAbsolute, NumbersStayAbsolute) {
    begin({lui(a5), lw(a0, a5), 0x17 | a1 << 7, lw(a0, a1), kRet});
    std::string path = folder.write("rom.ld", "rom_table = 0x40001804;\n").string();
    options.externs.push_back(path);
    uint32_t rom = object.undefined("rom_table"), weak = object.undefined("no_such", STB_WEAK);
    uint32_t label = object.local(".L0", text, 8, 0, STT_NOTYPE);
    object.reloc(text, 0, R_RISCV_HI20, rom);
    object.reloc(text, 4, R_RISCV_LO12_I, rom);
    object.reloc(text, 8, R_RISCV_PCREL_HI20, weak);
    object.reloc(text, 12, R_RISCV_PCREL_LO12_I, label);
    finish();
    EXPECT_EQ(at(0), 0x40002000 | lui(a5));
    EXPECT_EQ(address(0, 4), 0x40001804);
    EXPECT_EQ(at(8), lui(a1));
    EXPECT_EQ(address(8, 12), 0);
}

// A qstr whose number is fixed, by absolute address and through the GOT.
TEST_F(RiscvAbsolute, SoDoFixedQstrs) {
    begin({lui(a5), 0x13 | a5 << 7 | a5 << 15, 0x17 | a1 << 7, lw(a1, a1), kRet});
    uint32_t append = object.undefined("natmod_q_append");
    uint32_t label = object.local(".L0", text, 8, 0, STT_NOTYPE);
    object.reloc(text, 0, R_RISCV_HI20, append);
    object.reloc(text, 4, R_RISCV_LO12_I, append);
    object.reloc(text, 8, R_RISCV_GOT_HI20, append);
    object.reloc(text, 12, R_RISCV_PCREL_LO12_I, label);
    finish();
    EXPECT_EQ(at(12) & 0x707f, 0x13u) << "addi";
    EXPECT_EQ(address(0, 4), abi::static_qstr("append"));
    EXPECT_EQ(address(8, 12), abi::static_qstr("append"));
}

TEST_F(RiscvAbsolute, ThreadLocalDataIsOrdinary) {
    constexpr uint32_t tp = 4;
    begin({lui(a5), add_op(a5, a5, tp), lw(a0, a5), kRet});
    uint32_t section = object.section(".tdata", data, SHF_ALLOC | SHF_WRITE | 0x400, 4);
    uint32_t x = object.symbol("x", section, 4, 4, STB_GLOBAL, STT_TLS);
    object.reloc(text, 0, R_RISCV_TPREL_HI20, x);
    object.reloc(text, 4, R_RISCV_TPREL_ADD, x);
    object.reloc(text, 8, R_RISCV_TPREL_LO12_I, x);
    finish();
    EXPECT_EQ(at(4), 0x13u | a5 << 7 | a5 << 15) << "addi a5, a5, 0";
    EXPECT_EQ(address(0, 8), find(data) + 4);
}

TEST_F(RiscvAbsolute, ALowPartWithoutAnyHighPartIsAnError) {
    begin({lw(a0, a5), kRet});
    uint32_t x = object.local("x", object.data(".data.x", data));
    object.reloc(text, 0, R_RISCV_LO12_I, x);
    add(object);
    EXPECT_EQ(error(),
              "no instruction of the object loads the upper part of this address; compile with "
              "-fpic");
}

}  // namespace
}  // namespace natmod::link
