// SPDX-License-Identifier: MIT
#include "mpy/merge.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "mpy/bytecode.h"
#include "mpy/decode.h"
#include "mpy/varuint.h"
#include "mpy/verify.h"
#include "mpy_samples.h"

namespace natmod::mpy {
namespace {

using samples::Bytes;
using samples::hex;

Bytes merge(const std::vector<Bytes>& files) {
    std::vector<MergeInput> inputs;
    for (const Bytes& bytes : files) inputs.push_back({"input", bytes});
    return merge_mpy(inputs);
}

std::string merge_error(const std::vector<Bytes>& files) {
    try {
        merge(files);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

// Bytecode `opcodes`, in a file with that many qstrs beside its name.
Bytes python(size_t n_qstrs, const Bytes& opcodes) {
    Bytes out = hex("4d 06 00 1f");
    put_varuint(out, n_qstrs + 1);
    out.push_back(0);
    for (uint8_t byte : hex("0a 70 2e 6d 70 79 00")) out.push_back(byte);
    for (size_t i = 0; i < n_qstrs; i++) {
        for (uint8_t byte : hex("02 78 00")) out.push_back(byte);
    }
    put_varuint(out, (opcodes.size() + 3) << 3);
    for (uint8_t byte : hex("00 02 00")) out.push_back(byte);
    out.insert(out.end(), opcodes.begin(), opcodes.end());
    return out;
}

Bytes repeated(std::string_view digits, int times) {
    Bytes out;
    for (int i = 0; i < times; i++) {
        for (uint8_t byte : hex(digits)) out.push_back(byte);
    }
    return out;
}

// A starter reads the function table from entry 0, so the native part's objects come first.
TEST(MpyMerge, AStartersObjectStaysInFront) {
    NativeModule module = samples::native_module();
    Bytes stream = samples::every_fixup();
    stream.insert(stream.begin(), 2);
    samples::add_starter(module, stream);
    Bytes merged = merge({samples::bytecode(), encode_mpy(module)});
    MpyFile file = decode_mpy(merged);
    ASSERT_EQ(file.objects.size(), 2u);
    EXPECT_EQ(file.objects[0].kind, ObjectKind::fun_table);
    ASSERT_EQ(file.code.children.size(), 2u);
    EXPECT_TRUE(is_starter(file.code.children[0]));
    EXPECT_TRUE(verify_mpy(file).empty());
}

std::vector<Instruction> instructions(const RawCode& code) {
    Prelude prelude = read_prelude(code.text, code.text_offset);
    std::vector<Instruction> result;
    for_each_instruction(code.text.subspan(prelude.opcodes), 0,
                         [&](const Instruction& each) { result.push_back(each); });
    return result;
}

// The index of the instruction that each jump goes to; -1 for what is no jump.
std::vector<int> targets(const std::vector<Instruction>& code) {
    std::vector<int> result;
    for (const Instruction& jump : code) {
        int target = -1;
        for (size_t i = 0; jump.operand == Operand::jump && i < code.size(); i++) {
            if (static_cast<int64_t>(code[i].offset) == jump.value) target = static_cast<int>(i);
        }
        result.push_back(target);
    }
    return result;
}

TEST(MpyMerge, PutsTheNativePartFirst) {
    const Bytes expected =
        hex("4d 06 0b 1f  05 01"
            "0a 6d 2e 6d 70 79 00  08 62 2e 70 79 00  0f  02 78 00  02 79 00"
            "05 09 68 65 6c 6c 6f 20 6f 62 6a 00"
            "7c  00 02 00  32 00 34 00 59  32 01 34 00 59  51 63"
            "02"
            "81 02  48 8b 05 01 00 00 00 c3  00 00 00 00 00 00 00 00  10 13 02 ff"
            "60  00 02 02  81 16 03  23 00 16 04  51 63");
    EXPECT_EQ(merge({samples::native_x64(), samples::bytecode()}), expected);
    EXPECT_EQ(merge({samples::bytecode(), samples::native_x64()}), expected);
}

TEST(MpyMerge, ReturnsASingleFileAsItIs) {
    EXPECT_EQ(merge({samples::bytecode_unwind()}), samples::bytecode_unwind());
}

TEST(MpyMerge, CountsUnwindJumpsFromBeforeTheExtraByte) {
    Bytes merged = merge({samples::bytecode(), samples::bytecode_unwind()});
    MpyFile file = decode_mpy(merged);
    EXPECT_TRUE(verify_mpy(file).empty());
    EXPECT_EQ(file.feature_byte, 0);
    const RawCode& function = file.code.children.at(1).children.at(0);
    EXPECT_EQ(Bytes(function.text.end() - 19, function.text.end() - 16), hex("40 4f 01"));
    // Names 2 and 3 have become 6 and 7; the qstr of print, 4, is 8.
    Prelude prelude = read_prelude(function.text, 0);
    EXPECT_EQ(prelude.name, 6u);
    EXPECT_EQ(prelude.argument_names, std::vector<uint64_t>{7});
    EXPECT_EQ(instructions(function)[11].value, 8);
}

TEST(MpyMerge, JumpsGrowWithWhatTheyCross) {
    // 31 names are loaded and dropped between two jumps to the other end; each grows by a byte,
    // and the distances get too long for one byte.
    Bytes body = hex("44 82 80");  // POP_JUMP_IF_FALSE behind the last name, patched below
    Bytes names = repeated("11 01 59", 31);
    constexpr uint64_t kForward = 31 * 3 + 3 + 0x4000;
    body[1] = 0x80 | (kForward & 0x7F);
    body[2] = kForward >> 7;
    body.insert(body.end(), names.begin(), names.end());
    constexpr uint64_t kBack = 0x4000 - (31 * 3 + 6);
    for (uint64_t byte : {uint64_t{0x42}, 0x80 | (kBack & 0x7F), kBack >> 7}) {
        body.push_back(static_cast<uint8_t>(byte));
    }
    for (uint8_t byte : hex("51 63")) body.push_back(byte);

    Bytes small = python(1, body);
    Bytes merged = merge({python(200, hex("51 63")), small});
    MpyFile before = decode_mpy(small), after = decode_mpy(merged);
    EXPECT_TRUE(verify_mpy(before).empty());
    EXPECT_TRUE(verify_mpy(after).empty());
    auto old_code = instructions(before.code);
    auto new_code = instructions(after.code.children.at(1));
    EXPECT_EQ(new_code.back().offset, old_code.back().offset + 31);
    EXPECT_EQ(targets(new_code), targets(old_code));
    EXPECT_EQ(targets(new_code)[0], 64);
    EXPECT_EQ(targets(new_code)[63], 0);
}

TEST(MpyMerge, ShortJumpsStayShortAndLongOnesBecomeSo) {
    // FOR_ITER over 127 bytes fits one byte; with two more it needs two.
    Bytes body = hex("4b 7f 11 01");
    for (int i = 0; i < 125; i++) body.push_back(0x59);
    for (uint8_t byte : hex("51 63")) body.push_back(byte);
    Bytes small = python(1, body);
    ASSERT_TRUE(verify_mpy(decode_mpy(small)).empty());
    Bytes same = merge({python(1, hex("51 63")), small});
    Bytes grown = merge({python(200, hex("51 63")), small});
    MpyFile short_file = decode_mpy(same), long_file = decode_mpy(grown);
    EXPECT_EQ(instructions(short_file.code.children.at(1))[0].size, 2u);
    EXPECT_EQ(instructions(long_file.code.children.at(1))[0].size, 3u);
    EXPECT_TRUE(verify_mpy(long_file).empty());
}

TEST(MpyMerge, RefusesJumpsThatGetTooLong) {
    // 32767 bytes forward is the most there is.
    Bytes body = hex("4b ff ff");
    for (uint8_t byte : hex("11 01")) body.push_back(byte);
    body.insert(body.end(), 32765, 0x59);
    for (uint8_t byte : hex("51 63")) body.push_back(byte);
    EXPECT_NE(merge_error({python(200, hex("51 63")), python(1, body)}).find("jump gets too long"),
              std::string::npos);
}

TEST(MpyMerge, RefusesTwoNativeFilesAndDamagedOnes) {
    EXPECT_EQ(merge_error({samples::native_x64(), samples::native_x64()}),
              "has machine code, and so has input");
    Bytes cut = samples::bytecode();
    cut.pop_back();
    EXPECT_NE(merge_error({samples::native_x64(), cut}), "");
    Bytes bad_jump = samples::bytecode_unwind();
    bad_jump[bad_jump.size() - 18] ^= 1;
    EXPECT_NE(merge_error({samples::native_x64(), bad_jump}).find("jump into an instruction"),
              std::string::npos);
    EXPECT_EQ(merge_error({}), "nothing to merge");
}

TEST(MpyMerge, KeepsTheLargestSmallIntAndTheFlags) {
    Bytes wide = samples::bytecode();
    wide[3] = 0x2f;
    EXPECT_EQ(merge({wide, samples::bytecode()})[3], 0x2f);
    NativeModule module;
    module.arch = 11;
    module.arch_flags = 3;
    module.qstrs = {"m.mpy"};
    module.text.assign(4, 0);
    Bytes merged = merge({samples::bytecode(), encode_mpy(module)});
    EXPECT_EQ(merged[2], 0x6f);
    EXPECT_EQ(decode_mpy(merged).arch_flags, 3u);
}

}  // namespace
}  // namespace natmod::mpy
