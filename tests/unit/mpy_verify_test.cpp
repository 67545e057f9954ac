// SPDX-License-Identifier: MIT
#include "abi/entry_jump.h"
#include "mpy/verify.h"

#include <gtest/gtest.h>

#include "abi/firmware_identity.h"
#include "mpy/compat.h"
#include "mpy/firmware_record.h"
#include "mpy/fixups.h"
#include "mpy/footprint.h"
#include "mpy_samples.h"

namespace natmod::mpy {
namespace {

using samples::Bytes;
using samples::hex;

// All problems, a line each; warnings start with "warning: ".
std::string problems(const Bytes& bytes) {
    std::string result;
    for (const Problem& problem : verify_mpy(decode_mpy(bytes))) {
        result += (problem.warning ? "warning: " : "") + problem.text + "\n";
    }
    return result;
}

std::string problems(const NativeModule& module) {
    return problems(encode_mpy(module));
}

TEST(MpyVerify, GoodFilesHaveNoProblems) {
    EXPECT_EQ(problems(samples::native_x64()), "");
    EXPECT_EQ(problems(samples::bytecode()), "");
    EXPECT_EQ(problems(samples::bytecode_unwind()), "");
    EXPECT_EQ(problems(samples::every_object()),
              "constant object at byte 9: the function table, in a bytecode file\n");
    NativeModule module = samples::native_module();
    samples::append_fixups(module, samples::every_fixup());
    EXPECT_EQ(problems(module), "");
}

TEST(MpyVerify, FindsRelocationsOutsideTheirBlock) {
    NativeModule module = samples::native_module();
    module.relocs.push_back({true, 12, kRelocText});
    EXPECT_NE(problems(module).find("word 12 of 12 words of rodata"), std::string::npos);
    module = samples::native_module();
    module.text.resize(module.text.size() + 4);  // half a word
    module.relocs.push_back({false, 64, kRelocText});
    EXPECT_NE(problems(module).find("word 64 of 64 words of text"), std::string::npos);
}

TEST(MpyVerify, FindsEntriesThatTheSubVersionLacks) {
    NativeModule module = samples::native_module();
    module.abi = 2;
    EXPECT_NE(problems(module).find("function-table entry 86, sub-version 2 has 80"),
              std::string::npos);
}

TEST(MpyVerify, FindsMissingBlocksAndDoubleWork) {
    NativeModule module = samples::native_module();
    module.rodata.clear();
    module.relocs.resize(8);
    EXPECT_NE(problems(module).find("refers to rodata, and there is none"), std::string::npos);
    module = samples::native_module();
    module.relocs.push_back({false, 2, kRelocText});
    EXPECT_NE(problems(module).find("word 2 of text is relocated twice"), std::string::npos);
}

TEST(MpyVerify, WarnsWithoutAnchorAndOfWildPointers) {
    NativeModule module = samples::native_module();
    module.text[2 * 8] = 8;  // the only word that held the start of the RAM block
    EXPECT_EQ(problems(module).find("warning: code at byte"), 0u);
    module = samples::native_module();
    module.text[3 * 8 + 1] = 3;  // text + 0x300 of 0x200
    EXPECT_NE(problems(module).find("warning: relocation: word 3 of text points outside"),
              std::string::npos);
}

TEST(MpyVerify, FindsAnEntryJumpOutOfText) {
    NativeModule module = samples::native_module();
    module.text[1] = 0x80;
    EXPECT_NE(problems(module).find("the first instruction jumps to text-0x7e"), std::string::npos);
}

TEST(MpyVerify, FindsBadQstrsAndTrailingBytes) {
    NativeModule module = samples::native_module();
    module.qstrs.push_back(std::string(256, 'x'));
    EXPECT_NE(problems(module).find("qstr 6: 256 bytes long"), std::string::npos);
    Bytes bytes = samples::native_x64();
    bytes[12] = 'x';
    bytes.push_back(0);
    EXPECT_EQ(problems(bytes),
              "qstr 0: no zero byte after the text\n1 bytes follow the end of the code\n");
    bytes = samples::bytecode();
    bytes[12] = 0x82;  // static 7 becomes a two-byte number, and the next byte is its end
    bytes[13] = 0x4d;
    EXPECT_NE(
        problems(hex("4d 06 00 1f 01 00 82 4d 30 00 02 00 00 51 63")).find("static number 166"),
        std::string::npos);
}

TEST(MpyVerify, ChecksBytecodeOperands) {
    Bytes bytes = samples::bytecode();
    size_t code = bytes.size() - 12;
    bytes[code + 5] = 4;
    EXPECT_NE(problems(bytes).find("STORE_NAME at byte 36: qstr 4 of 4"), std::string::npos);
    bytes[code + 7] = 1;
    EXPECT_NE(problems(bytes).find("object 1 of 1"), std::string::npos);
    bytes[code + 10] = 0;
    EXPECT_NE(problems(bytes).find("unknown opcode 0x00"), std::string::npos);
    bytes = samples::bytecode_unwind();
    bytes[bytes.size() - 18] ^= 1;  // the offset of UNWIND_JUMP
    EXPECT_NE(problems(bytes).find("UNWIND_JUMP at byte 45: jumps to 23"), std::string::npos);
}

TEST(MpyVerify, ChecksFixups) {
    NativeModule module = samples::native_module();
    samples::append_fixups(module, hex("00 01 2f 02 82 00 70 01 80 57 00 01 2f 02 01 00 00"));
    EXPECT_EQ(problems(module),
              "fix-ups at byte 560: qstr reference 256 is not in the table\n"
              "fix-ups at byte 560: builtin 1 of 0\n"
              "fix-ups at byte 560: function-table entry 87, sub-version 3 has 87\n"
              "fix-ups at byte 560: word 17 of text is patched twice\n");
}

TEST(MpyVerify, NamesTheReleasesAndHosts) {
    NativeModule module = samples::native_module();
    auto accepted = [&] {
        Bytes bytes = encode_mpy(module);
        return who_accepts(decode_mpy(bytes)).releases;
    };
    EXPECT_EQ(accepted(), "1.23 and newer");
    module.abi = 1;
    EXPECT_EQ(accepted(), "1.20 and 1.21");
    module.arch = 11;
    EXPECT_EQ(accepted(), "");  // older than the architecture
    module.abi = 3;
    EXPECT_EQ(accepted(), "1.24 and newer");
    module.arch_flags = 3;
    EXPECT_EQ(accepted(), "1.27 and newer");
    module.arch = 12;
    EXPECT_EQ(accepted(), "");  // flags are for rv32imc
    module.arch_flags = 0;
    EXPECT_EQ(accepted(), "1.28 and newer");
    Bytes python = samples::bytecode();
    EXPECT_EQ(who_accepts(decode_mpy(python)).releases, "1.19 and newer");
    module.arch = 7;
    Bytes bytes = encode_mpy(module);
    EXPECT_EQ(who_accepts(decode_mpy(bytes)).hosts,
              (std::vector<std::string>{"armv7emsp", "armv7emdp"}));
}

// Code that passes floats in the registers that the compiler had them in.
TEST(MpyCompat, TellsWhereFloatsMayGoWrong) {
    NativeModule module = samples::native_module();
    auto notes = [&](int arch) {
        module.arch = arch;
        Bytes bytes = encode_mpy(module);
        return who_accepts(decode_mpy(bytes)).notes.size();
    };
    EXPECT_EQ(notes(4), 1u)
        << "it has the address of the function table, and any load may be the one";
    EXPECT_EQ(notes(5), 0u);
    auto load = [&](std::string_view code) {
        Bytes bytes = samples::hex(code);
        module.text.resize(512);
        std::copy(bytes.begin(), bytes.end(), module.text.end() - 128);
    };
    load("d3 f8 f0 20");  // ldr.w r2, [r3, #240]
    EXPECT_EQ(notes(5), 1u);
    EXPECT_EQ(notes(8), 1u);
    load("d3 f8 00 21");  // entry 64
    EXPECT_EQ(notes(8), 0u);
    load("83 a7 c7 0f");  // lw a5, 252(a5)
    EXPECT_EQ(notes(11), 1u);
    EXPECT_EQ(notes(12), 0u);
    load("83 b7 87 1f");  // ld a5, 504(a5)
    EXPECT_EQ(notes(11), 0u);
    EXPECT_EQ(notes(12), 1u);
    EXPECT_EQ(notes(10), 0u) << "always in the same registers";
    load("00 00 00 00");
    std::erase_if(module.relocs, [](const MpyReloc& r) { return r.destination == kRelocFunTable; });
    EXPECT_EQ(notes(4), 0u);
    module.relocs.push_back({true, 12, kRelocFunTableEntry + 61});
    for (int arch : {4, 5, 7, 8, 11}) EXPECT_EQ(notes(arch), 1u);
    EXPECT_EQ(notes(9), 0u);
    module.relocs.back().destination = kRelocFunTableEntry + 64;
    EXPECT_EQ(notes(5), 0u);
    module.relocs.push_back({false, 8, kRelocFunTable});
    samples::append_fixups(module, samples::every_fixup());
    EXPECT_EQ(notes(4), 0u) << "Natmod's runtime reads the table";
    module.text.resize(512);
    samples::append_fixups(module, samples::hex("00 01 80 3e 00 00"));
    EXPECT_EQ(notes(4), 1u) << "entry 62 is in a table";
}

TEST(MpyVerify, KnowsStarters) {
    NativeModule module = samples::native_module();
    auto with_stream = [&](const char* anchor) {
        Bytes stream = samples::every_fixup();
        stream.insert(stream.begin(), samples::hex(anchor)[0]);
        samples::add_starter(module, stream);
        return problems(module);
    };
    EXPECT_EQ(with_stream("02"), "");
    EXPECT_NE(with_stream("03").find("word 3 of text does not hold the start of the RAM block"),
              std::string::npos);
    samples::add_starter(module, hex("02 00 09 00 00"));
    EXPECT_EQ(problems(module), ".mpy fix-ups: unknown block before this at byte 52\n");
    module.starter.back() = 'M';
    EXPECT_EQ(problems(module), "code at byte 46: its fix-ups cannot be read\n");

    with_stream("02");
    Bytes bytes = encode_mpy(module);
    size_t at = decode_mpy(bytes).objects[0].offset;
    bytes[at] = 1;  // None
    EXPECT_NE(problems(bytes).find("needs the function table as constant object 0"),
              std::string::npos);

    // The end of a starter for chains: anchor, heads, mark.
    module.relocs.push_back({true, 0, kRelocBss});
    module.rodata[0] = 1;  // the object of qstr 1
    module.starter = hex("55 c3  02 00  00 00  03 00  4e 63");
    bytes = encode_mpy(module);
    auto chains = find_fixups(decode_mpy(bytes).code, 8);
    ASSERT_TRUE(chains);
    EXPECT_EQ(chains->fixups.size(), 1u);
    EXPECT_EQ(problems(bytes), "");
    module.starter[6] = 4;  // the next word is relocated by nobody
    EXPECT_EQ(problems(module), ".mpy fix-ups: a chain leads to word 3 of RAM, which is no link\n");
}

TEST(MpyFootprint, AStarterIsFreed) {
    NativeModule module = samples::native_module();
    module.starter = Bytes(100);
    Bytes bytes = encode_mpy(module);
    Footprint size = footprint_of(decode_mpy(bytes));
    EXPECT_EQ(size.freed, 0u) << "x64 has text in pages";
    EXPECT_EQ(size.exec, 2 * 4096u);
    module.arch = 5;
    module.relocs.clear();
    bytes = encode_mpy(module);
    size = footprint_of(decode_mpy(bytes));
    EXPECT_EQ(size.text, 612u);
    EXPECT_EQ(size.freed, 100u);
    EXPECT_EQ(size.heap, 16u + 112u + 512u);
    EXPECT_EQ(size.exec, 0u);
}

TEST(MpyFootprint, CountsWholeBlocks) {
    NativeModule module = samples::native_module();
    Bytes bytes = encode_mpy(module);
    Footprint size = footprint_of(decode_mpy(bytes));
    EXPECT_EQ(size.text, 512u);
    EXPECT_EQ(size.rodata, 96u);
    EXPECT_EQ(size.bss, 16u);
    EXPECT_EQ(size.relocs, 10u);
    EXPECT_EQ(size.heap, 32u + 128u);  // 6 qstrs and an object in 24 bytes; 112 bytes of data
    EXPECT_EQ(size.exec, 4096u);
    module.arch = 5;
    module.relocs.clear();
    bytes = encode_mpy(module);
    size = footprint_of(decode_mpy(bytes));
    EXPECT_EQ(size.heap, 16u + 112u + 512u);
    EXPECT_EQ(size.exec, 0u);
}

TEST(MpyEntry, FollowsTheFirstJump) {
    constexpr int kX64 = 2, kThumb = 5, kXtensa = 9, kRv32 = 11;
    struct Case {
        int arch;
        const char* code;
        std::optional<int64_t> target;
    };
    // Encodings by the GNU assembler.
    const Case cases[] = {
        {kX64, "e9 2b 00 00 00", 0x30},          // jmp 0x30
        {kX64, "eb fe", 0},                      // jmp 0
        {kX64, "55", std::nullopt},              // push %rbp
        {kThumb, "16 e0", 0x30},                 // b.n 0x30
        {kThumb, "fe e7", 0},                    // b.n 0
        {kThumb, "00 f0 fe bf", 0x1000},         // b.w 0x1000
        {kThumb, "ff f7 fe bf", 0},              // b.w 0
        {kThumb, "10 b5", std::nullopt},         // push {r4, lr}
        {kXtensa, "06 0b 00", 0x30},             // j 0x30
        {kXtensa, "12 c1 f0", std::nullopt},     // addi a1, a1, -16
        {kRv32, "05 a8", 0x30},                  // c.j 0x30
        {kRv32, "6f 10 00 00", 0x1000},          // j 0x1000
        {kRv32, "17 03 00 00 67 00 03 03", 48},  // auipc t1, 0; jr 48(t1)
        {kRv32, "41 11", std::nullopt},          // addi sp, sp, -16
    };
    for (const Case& c : cases) EXPECT_EQ(abi::entry_jump(c.arch, hex(c.code)), c.target) << c.code;
}

// Ends the text with the record of a firmware.
NativeModule with_record(std::vector<uint32_t> words) {
    NativeModule module = samples::native_module();
    for (uint32_t word : words)
        for (int shift = 0; shift < 32; shift += 8)
            module.text.push_back(static_cast<uint8_t>(word >> shift));
    return module;
}

TEST(MpyVerify, ReadsTheRecordOfAFirmware) {
    constexpr uint32_t kPointers = 5 << IDENTITY_COUNT_AT | IDENTITY_POINTERS;
    NativeModule module =
        with_record({IDENTITY_MARK, 0x8000, 24, kPointers, 0xabcd, 0xfffff000, 4, 7, 0, 0, 0, 0});
    EXPECT_EQ(problems(module), "");
    Bytes bytes = encode_mpy(module);
    auto record = find_firmware(decode_mpy(bytes).code);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->table, 0x8000u);
    ASSERT_EQ(record->spans.size(), 2u);
    EXPECT_EQ(record->spans[0].count, 5u);
    EXPECT_TRUE(record->spans[0].pointers);
    EXPECT_EQ(record->spans[1].distance, -4096);
    EXPECT_FALSE(record->spans[1].pointers);
}

TEST(MpyVerify, FindsDamagedRecordsOfAFirmware) {
    constexpr uint32_t kPointers = 5 << IDENTITY_COUNT_AT | IDENTITY_POINTERS;
    auto contains = [](std::vector<uint32_t> words, std::string_view text) {
        return problems(with_record(std::move(words))).find(text) != std::string::npos;
    };
    std::string_view unreadable = "the record of its firmware cannot be read";
    EXPECT_TRUE(contains({IDENTITY_MARK, 0}, unreadable));
    EXPECT_TRUE(contains({IDENTITY_MARK, 0, 24, kPointers, 1, 1}, unreadable));
    EXPECT_TRUE(contains({IDENTITY_MARK, 0, 0, 0, 0, 0}, unreadable));
    EXPECT_TRUE(contains({IDENTITY_MARK, 0, 24, 0xfffffff1, 1, 0, 0, 0}, unreadable));
    std::string_view elsewhere = "does not begin with the function table";
    EXPECT_TRUE(contains({IDENTITY_MARK, 0, 0xfffffff0, kPointers, 1, 0, 0, 0}, elsewhere));
    EXPECT_TRUE(contains({IDENTITY_MARK, 0, 24, 5 << IDENTITY_COUNT_AT, 1, 0, 0, 0}, elsewhere));
    EXPECT_TRUE(contains({IDENTITY_MARK, 0, 4000, kPointers, 1, 0, 0, 0}, elsewhere));
}

}  // namespace
}  // namespace natmod::mpy
