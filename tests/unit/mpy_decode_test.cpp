// SPDX-License-Identifier: MIT
#include "mpy/decode.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "mpy/describe.h"
#include "mpy_samples.h"

namespace natmod::mpy {
namespace {

using samples::Bytes;
using samples::hex;

// The message of the Error that decoding throws; empty if it throws none.
std::string decode_error(const Bytes& bytes) {
    try {
        decode_mpy(bytes);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(MpyDecode, ReadsASmallNativeModule) {
    Bytes bytes = samples::native_x64();
    MpyFile file = decode_mpy(bytes);
    EXPECT_EQ(file.arch, 2);
    EXPECT_EQ(file.abi, 3);
    EXPECT_EQ(file.small_int_bits, 31);
    EXPECT_FALSE(file.has_arch_flags);
    ASSERT_EQ(file.qstrs.size(), 1u);
    EXPECT_EQ(text_of(file.qstrs[0]), "m.mpy");
    EXPECT_TRUE(file.objects.empty());
    EXPECT_EQ(file.code.kind, CodeKind::native_viper);
    EXPECT_EQ(file.code.text.size(), 16u);
    EXPECT_EQ(file.code.text_offset, 15u);
    EXPECT_EQ(file.code.scope_flags, uint64_t{kScopeReloc});
    ASSERT_EQ(file.code.relocs.size(), 1u);
    EXPECT_EQ(file.code.relocs[0].word, 1u);
    EXPECT_EQ(file.code.relocs[0].destination, int{kRelocFunTableEntry});
    EXPECT_EQ(file.code.end, bytes.size());
    EXPECT_EQ(file.trailing_bytes, 0u);
}

TEST(MpyDecode, ReadsBytecodeWithNestedFunction) {
    Bytes bytes = samples::bytecode_unwind();
    MpyFile file = decode_mpy(bytes);
    EXPECT_EQ(file.arch, 0);
    EXPECT_EQ(text_of(file.qstrs[1]), "<module>");
    EXPECT_EQ(text_of(file.qstrs[4]), "print");
    EXPECT_EQ(function_name(file.code, file), "<module>");
    ASSERT_EQ(file.code.children.size(), 1u);
    EXPECT_EQ(file.code.children[0].text.size(), 30u);
    EXPECT_EQ(function_name(file.code.children[0], file), "f");
    EXPECT_EQ(file.code.children[0].end, bytes.size());
}

TEST(MpyDecode, ReadsWhatEncodeWrote) {
    NativeModule module = samples::native_module();
    Bytes bytes = encode_mpy(module);
    MpyFile file = decode_mpy(bytes);
    EXPECT_EQ(file.arch, module.arch);
    ASSERT_EQ(file.qstrs.size(), module.qstrs.size());
    for (size_t i = 0; i < module.qstrs.size(); i++) {
        EXPECT_EQ(text_of(file.qstrs[i]), module.qstrs[i]);
    }
    EXPECT_TRUE(file.qstrs[5].is_static);
    ASSERT_EQ(file.objects.size(), 1u);
    EXPECT_EQ(file.objects[0].kind, ObjectKind::none);
    EXPECT_TRUE(std::ranges::equal(file.code.text, module.text));
    EXPECT_TRUE(std::ranges::equal(file.code.rodata, module.rodata));
    EXPECT_EQ(file.code.bss_size, module.bss_size);
    auto relocs = expand_relocs(file.code, 8);
    ASSERT_EQ(relocs.size(), module.relocs.size());
    for (size_t i = 0; i < relocs.size(); i++) {
        EXPECT_EQ(relocs[i].in_rodata, module.relocs[i].in_rodata) << i;
        EXPECT_EQ(relocs[i].word, module.relocs[i].word) << i;
        EXPECT_EQ(relocs[i].destination, module.relocs[i].destination) << i;
    }
}

TEST(MpyDecode, KeepsTheCursorBetweenRelocations) {
    // x86: six words of text, one of rodata, 20 bytes of bss.
    Bytes bytes =
        hex("4d 06 07 1f  00 00  81 42  00000000 00000000 00000000 00000000 00000000 00000000"
            "70 04 14  00000000"
            "11 02  0c 04 08  17 01  ff");
    MpyFile file = decode_mpy(bytes);
    EXPECT_EQ(file.code.bss_size, 20u);
    const std::vector<MpyReloc> expected = {{false, 1, kRelocFunTable},
                                            {false, 2, kRelocQstrTable},
                                            {false, 3, kRelocRodata},
                                            {false, 4, kRelocBss},
                                            {true, 0, kRelocFunTableEntry + 2}};
    auto relocs = expand_relocs(file.code, 4);
    ASSERT_EQ(relocs.size(), expected.size());
    for (size_t i = 0; i < relocs.size(); i++) {
        EXPECT_EQ(relocs[i].in_rodata, expected[i].in_rodata) << i;
        EXPECT_EQ(relocs[i].word, expected[i].word) << i;
        EXPECT_EQ(relocs[i].destination, expected[i].destination) << i;
    }
}

TEST(MpyDecode, ReadsEveryConstantObject) {
    Bytes bytes = samples::every_object();
    MpyFile file = decode_mpy(bytes);
    ASSERT_EQ(file.objects.size(), 11u);
    auto text = [](const MpyObject& object) {
        std::string result;
        describe(object, [&](std::string_view piece) { result += piece; });
        return result;
    };
    EXPECT_EQ(text(file.objects[0]), "function table");
    EXPECT_EQ(text(file.objects[4]), "Ellipsis");
    EXPECT_EQ(text(file.objects[5]), "'i\\'\\x0a'");
    EXPECT_EQ(text(file.objects[6]), "b''");
    EXPECT_EQ(text(file.objects[7]), "-5");
    EXPECT_EQ(text(file.objects[8]), "2.5");
    EXPECT_EQ(text(file.objects[9]), "2j");
    EXPECT_EQ(text(file.objects[10]), "(None, (True,))");
}

TEST(MpyDecode, ReadsArchitectureFlags) {
    Bytes bytes = hex("4d 06 6f 1f 03  00 00  12 00 00 00 00  00");
    MpyFile file = decode_mpy(bytes);
    EXPECT_EQ(file.arch, 11);
    EXPECT_TRUE(file.has_arch_flags);
    EXPECT_EQ(file.arch_flags, 3u);
}

TEST(MpyDecode, CountsTrailingBytes) {
    Bytes bytes = samples::native_x64();
    bytes.insert(bytes.end(), 3, 0);
    EXPECT_EQ(decode_mpy(bytes).trailing_bytes, 3u);
}

TEST(MpyDecode, EveryTruncationIsAnError) {
    for (Bytes bytes : {samples::native_x64(), samples::bytecode(), samples::bytecode_unwind(),
                        encode_mpy(samples::native_module())}) {
        while (!bytes.empty()) {
            bytes.pop_back();
            EXPECT_NE(decode_error(bytes), "") << bytes.size() << " bytes";
        }
    }
}

TEST(MpyDecode, ErrorsNameTheOffset) {
    Bytes bytes = samples::native_x64();
    bytes.resize(20);
    EXPECT_EQ(decode_error(bytes),
              ".mpy: ends too early, 16 bytes are announced and 5 are left at byte 15");
    EXPECT_EQ(decode_error(hex("4d 06 00 1f 00 01 0b")),
              ".mpy: unknown kind 11 of constant object at byte 6");
}

TEST(MpyDecode, RefusesOtherFilesAndVersions) {
    EXPECT_EQ(decode_error(hex("7f 45 4c 46")), "not a .mpy file");
    EXPECT_EQ(decode_error({}), "not a .mpy file");
    EXPECT_EQ(decode_error(hex("4d 05 00 1f 00 00")),
              ".mpy: version 5, only version 6 can be read");
}

TEST(MpyDecode, LyingCountsCostNothing) {
    // 2^56 qstrs, objects, bytes of bss; each file ends right there.
    EXPECT_NE(decode_error(hex("4d 06 00 1f 81 80 80 80 80 80 80 80 00 00")), "");
    EXPECT_NE(decode_error(hex("4d 06 00 1f 00 81 80 80 80 80 80 80 80 00")), "");
    EXPECT_EQ(decode_error(hex("4d 06 0b 1f 00 00 02 40 90 80 80 80 00")),
              ".mpy: bss of more than 4 GiB at byte 8");
    EXPECT_EQ(decode_error(hex("4d 06 00 1f ff ff ff ff ff ff ff ff ff ff 7f")),
              ".mpy: a number of more than 64 bits at byte 4");
}

TEST(MpyDecode, LimitsNesting) {
    Bytes tuples = hex("4d 06 00 1f 00 01");
    Bytes functions = hex("4d 06 00 1f 00 00");
    for (int i = 0; i < 100000; i++) {
        for (uint8_t byte : {0x0a, 0x01}) tuples.push_back(byte);
        for (uint8_t byte : {0x04, 0x01}) functions.push_back(byte);
    }
    EXPECT_NE(decode_error(tuples).find("tuples nested too deeply"), std::string::npos);
    EXPECT_NE(decode_error(functions).find("code nested too deeply"), std::string::npos);
}

TEST(MpyDecode, ExpandingChecksTheBlocks) {
    Bytes bytes = samples::native_x64();
    bytes[bytes.size() - 2] = 0x04;  // text word 2 of 2
    MpyFile outside = decode_mpy(bytes);
    EXPECT_THROW(expand_relocs(outside.code, 8), Error);
    bytes = samples::native_x64();
    // Three times the same word.
    bytes.pop_back();
    for (uint8_t byte : hex("13 02 13 02 ff")) bytes.push_back(byte);
    MpyFile repeated = decode_mpy(bytes);
    EXPECT_THROW(expand_relocs(repeated.code, 8), Error);
}

TEST(MpyDecode, StaticNumbersOutOfRangeAreShown) {
    EXPECT_EQ(text_of({.number = 165, .is_static = true}), "zip");
    EXPECT_EQ(text_of({.number = 166, .is_static = true}), "?166");
    EXPECT_EQ(text_of({.number = 0, .is_static = true}), "?0");
}

// An entry takes far more memory than its byte in the file. What mpy-cross writes has code for
// each.
TEST(MpyDecode, RefusesMoreEntriesThanItsSizeAllows) {
    auto with = [](size_t qstrs, size_t objects) {
        Bytes bytes = {'M', 6, 0, 31};
        auto put = [&](size_t count) {
            for (unsigned shift : {21, 14, 7})
                bytes.push_back(static_cast<uint8_t>(0x80 | (count >> shift & 0x7f)));
            bytes.push_back(static_cast<uint8_t>(count & 0x7f));
        };
        put(qstrs);
        put(objects);
        bytes.insert(bytes.end(), qstrs, 0x0f);
        bytes.insert(bytes.end(), objects, 1);  // None
        for (int byte : {0x28, 0x00, 0x02, 0x00, 0x51, 0x63})
            bytes.push_back(static_cast<uint8_t>(byte));
        return bytes;
    };
    EXPECT_NO_THROW(decode_mpy(with(5000, 5000)));
    EXPECT_THROW(decode_mpy(with(100000, 1)), Error);
    EXPECT_THROW(decode_mpy(with(1, 100000)), Error);
}

TEST(MpyDecode, RefusesAQstrThatNoFirmwareTakes) {
    Bytes bytes = {'M', 6, 0, 31, 1, 0, 0x88, 0x80, 0x00};  // 65536 bytes
    bytes.insert(bytes.end(), 70000, 'x');
    EXPECT_THROW(decode_mpy(bytes), Error);
}

}  // namespace
}  // namespace natmod::mpy
