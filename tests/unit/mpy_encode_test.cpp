// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "base/error.h"
#include "mpy/mpy.h"
#include "mpy/varuint.h"
#include "mpy_samples.h"

namespace natmod::mpy {
namespace {

using samples::Bytes;

Bytes varuint(uint64_t value) {
    Bytes out;
    put_varuint(out, value);
    return out;
}

TEST(MpyEncode, WritesVaruintsMostSignificantGroupFirst) {
    EXPECT_EQ(varuint(0), Bytes({0x00}));
    EXPECT_EQ(varuint(127), Bytes({0x7f}));
    EXPECT_EQ(varuint(128), Bytes({0x81, 0x00}));
    EXPECT_EQ(varuint(130), Bytes({0x81, 0x02}));
    EXPECT_EQ(varuint(300), Bytes({0x82, 0x2c}));
    EXPECT_EQ(varuint(16384), Bytes({0x81, 0x80, 0x00}));
    EXPECT_EQ(varuint(~uint64_t{0}).size(), 10u);
}

// A module that MicroPython imports: its code loads None from a word that the loader fills in.
TEST(MpyEncode, WritesSmallestModule) {
    NativeModule module;
    module.arch = 2;
    module.qstrs = {"m.mpy"};
    module.text = {0x48, 0x8b, 0x05, 0x01, 0, 0, 0, 0xc3, 0, 0, 0, 0, 0, 0, 0, 0};
    module.relocs = {{false, 1, kRelocFunTableEntry + 0}};
    EXPECT_EQ(encode_mpy(module),
              Bytes({0x4d, 0x06, 0x0b, 0x1f, 0x01, 0x00, 0x0a, 0x6d, 0x2e, 0x6d, 0x70, 0x79,
                     0x00, 0x81, 0x02, 0x48, 0x8b, 0x05, 0x01, 0x00, 0x00, 0x00, 0xc3, 0x00,
                     0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x13, 0x02, 0xff}));
}

// What follows the text: flags, sizes, rodata, relocations.
Bytes tail(NativeModule module) {
    module.qstrs = {""};
    Bytes all = encode_mpy(module);
    return Bytes(all.begin() + 8 + static_cast<std::ptrdiff_t>(module.text.size()), all.end());
}

TEST(MpyEncode, KeepsTheCursorWhereItIs) {
    NativeModule module;
    module.rodata = Bytes(8);
    module.bss_size = 20;
    // In any order: the encoder sorts.
    module.relocs = {{true, 0, kRelocFunTableEntry + 2},
                     {false, 5, kRelocQstrTable},
                     {false, 4, kRelocFunTable},
                     {false, 7, kRelocBss},
                     {false, 6, kRelocRodata}};
    EXPECT_EQ(tail(module), Bytes({0x70, 0x08, 0x14, 0, 0, 0, 0, 0, 0, 0, 0,  // sizes and rodata
                                   0x11, 0x08, 0x0c, 0x04, 0x08,              // text words 4 to 7
                                   0x17, 0x01,                                // rodata word 0
                                   0xff}));
}

TEST(MpyEncode, CountsRunsOfOneDestination) {
    NativeModule module;
    for (uint32_t word : {173, 174, 175, 176}) module.relocs.push_back({false, word, kRelocBss});
    for (uint32_t word : {177, 179}) module.relocs.push_back({false, word, kRelocText});
    EXPECT_EQ(tail(module), Bytes({0x10, 0x0b, 0x82, 0x5a, 0x04,  // 4 words from 173 on
                                   0x00,                          // 177
                                   0x01, 0x82, 0x66,              // 179
                                   0xff}));
}

TEST(MpyEncode, DoesNotCountTableEntries) {
    NativeModule module;
    module.relocs = {{false, 0, kRelocFunTableEntry + 76}, {false, 1, kRelocFunTableEntry + 76}};
    EXPECT_EQ(tail(module), Bytes({0x10, 0xab, 0x00, 0xaa, 0xff}));
}

TEST(MpyEncode, RefusesAnEntryThatWouldEndTheStream) {
    NativeModule module;
    module.qstrs = {""};
    module.relocs = {{false, 0, 127}};
    EXPECT_THROW(encode_mpy(module), Error);
}

TEST(MpyEncode, WritesQstrsByNumberWhereTheyHaveOne) {
    NativeModule module;
    module.qstrs = {"zip", "add", ""};
    module.none_objects = 2;
    EXPECT_EQ(encode_mpy(module), Bytes({0x4d, 0x06, 0x03, 0x1f, 3, 2, 0x82, 0x4b, 0x06, 'a', 'd',
                                         'd', 0, 0x03, 1, 1,   // two None
                                         0x02, 0x10, 0xff}));  // no code
}

TEST(MpyEncode, WritesAStarterAroundTheModule) {
    NativeModule module;
    module.qstrs = {""};
    module.text = {1, 2};
    module.starter = {3, 4, 5};
    EXPECT_EQ(encode_mpy(module), Bytes({0x4d, 0x06, 0x03, 0x1f, 1, 1, 0x03,
                                         0,                           // the function table
                                         3 << 3 | 4 | 2, 3, 4, 5, 0,  // children, no scope flags
                                         1, 2 << 3 | 2, 1, 2, 0x10, 0xff}));
    module.none_objects = 1;  // the module may use the same entry when it runs
    EXPECT_EQ(encode_mpy(module)[5], 1);
}

TEST(MpyEncode, WritesArchitectureFlagsOnlyWhereThereAreSome) {
    NativeModule module;
    module.arch = 11;
    module.abi = 3;
    module.qstrs = {""};
    EXPECT_EQ(encode_mpy(module)[2], 11 << 2 | 3);
    module.arch_flags = 130;
    Bytes bytes = encode_mpy(module);
    EXPECT_EQ(bytes[2], 0x40 | 11 << 2 | 3);
    EXPECT_EQ(bytes[4], 0x81);
    EXPECT_EQ(bytes[5], 0x02);
    EXPECT_EQ(bytes[6], 1);  // number of qstrs
}

}  // namespace
}  // namespace natmod::mpy
