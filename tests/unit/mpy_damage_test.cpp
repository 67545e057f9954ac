// SPDX-License-Identifier: MIT
// Damage that natmod verify finds by structure alone: each would make the loader or start code
// leave its bounds.

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "mpy/fixups.h"
#include "mpy/verify.h"
#include "mpy_samples.h"

namespace natmod::mpy {
namespace {

using samples::Bytes;
using samples::hex;

// All errors, a line each.
std::string errors(const Bytes& bytes) {
    std::string result;
    for (const Problem& problem : verify_mpy(decode_mpy(bytes)))
        if (!problem.warning) result += problem.text + "\n";
    return result;
}

std::string errors(const NativeModule& module) {
    return errors(encode_mpy(module));
}

void put(Bytes& block, size_t at, std::string_view digits) {
    for (uint8_t byte : hex(digits)) block[at++] = byte;
}

NativeModule with_stream(const Bytes& stream) {
    NativeModule module = samples::native_module();
    samples::append_fixups(module, stream);
    return module;
}

TEST(MpyDamage, AnAnnouncedStreamMustBeReadable) {
    EXPECT_EQ(errors(with_stream(samples::every_fixup())), "");
    Bytes stream = samples::every_fixup();
    stream[0] = 7;  // one builtin more than there are
    EXPECT_NE(errors(with_stream(stream)).find(".mpy fix-ups: "), std::string::npos);
    stream = samples::every_fixup();
    stream.insert(stream.end(), 8, 0);  // a gap before the end of text
    EXPECT_EQ(errors(with_stream(stream)),
              ".mpy fix-ups: those at byte 560 do not end where text does\n");
    EXPECT_EQ(errors(with_stream(hex("00 00"))),
              ".mpy fix-ups: those at byte 560 do not end where text does\n");
}

TEST(MpyDamage, AStreamIsNotForWhatTheLoaderRelocates) {
    EXPECT_EQ(errors(with_stream(hex("00 01 52 00 00"))),
              "relocation: word 2 of text is relocated twice\n");
}

TEST(MpyDamage, AnEntryWithoutATypeIsNotLookedUp) {
    // The type of entry 51, memmove.
    EXPECT_EQ(errors(with_stream(hex("01 02 33 01 7f 02 00 00 00"))),
              "fix-ups at byte 560: function-table entry 51 is no object\n");
}

// What a patched word holds is an offset. Code is not.
TEST(MpyDamage, WordsThatGetAnAddressHoldAnOffset) {
    NativeModule module = samples::native_module();
    put(module.text, 3 * 8, "00 fe ff ff ff ff ff ff");  // 512 bytes before its block: a warning
    EXPECT_EQ(errors(module), "");
    put(module.text, 3 * 8, "55 48 89 e5 41 57 41 56");
    EXPECT_EQ(errors(module),
              "relocation: word 3 of text points outside its block (0x56415741e5894855 of 0x200 "
              "bytes)\n");
    module = samples::native_module();
    put(module.text, 10 * 8, "55 48 89 e5 41 57 41 56");  // the contents of a table entry
    EXPECT_NE(errors(module).find("word 10 of text points outside"), std::string::npos);

    module = samples::native_module();
    put(module.text, 17 * 8, "55 48 89 e5 41 57 41 56");
    samples::append_fixups(module, hex("00 01 5f 02 00 00"));
    EXPECT_NE(errors(module).find("word 17 of text points outside"), std::string::npos);

    module = samples::native_module();
    module.arch = 5;
    module.relocs = {{false, 2, kRelocBss}, {false, 3, kRelocText}};
    put(module.text, 0, "00 bf 00 bf 00 00 00 00 00 00 00 00 10 b5 04 4c");  // push; ldr
    EXPECT_NE(errors(module).find("word 3 of text points outside its block (0x4c04b510"),
              std::string::npos);
}

TEST(MpyDamage, NothingIsInsideAFunctionOrFarBehindATable) {
    NativeModule module = samples::native_module();
    module.relocs.push_back({false, 20, kRelocFunTableEntry + 51});  // memmove
    module.relocs.push_back({false, 21, kRelocFunTableEntry + 82});  // mp_type_Exception
    module.text[21 * 8] = 16;
    EXPECT_EQ(errors(module), "");
    module.text[20 * 8] = 16;
    EXPECT_NE(errors(module).find("word 20 of text points outside its block (0x10 of 0x0 bytes)"),
              std::string::npos);
    // A module for one firmware reaches much of it from the table of functions.
    module = samples::native_module();
    put(module.text, 8 * 8, "00 10 20");
    EXPECT_EQ(errors(module), "");
    for (size_t word : {6, 7, 8}) {  // tables of qstrs, objects, functions
        module = samples::native_module();
        put(module.text, word * 8 + 4, "57 41 56");
        EXPECT_NE(errors(module).find(fmt::format("word {} of text points outside", word)),
                  std::string::npos);
    }
}

TEST(MpyDamage, TheImportChangesNoCodeThatItRuns) {
    NativeModule module = samples::native_module();
    module.relocs.push_back({false, 0, kRelocText});
    EXPECT_NE(errors(module).find("the import changes word 0 of text, which it runs"),
              std::string::npos);
    module = samples::native_module();
    module.text[1] = 10;  // to byte 12
    EXPECT_EQ(errors(module), "");
    module.relocs.push_back({false, 1, kRelocFunTable});
    EXPECT_EQ(errors(module),
              "code at byte 46: the import changes word 1 of text, which it runs\n");
}

TEST(MpyDamage, NothingRunsFixups) {
    NativeModule module = with_stream(hex("00 01 5f 02 00 00"));
    put(module.text, 0, "e9 fc 01 00 00");  // jmp 513
    EXPECT_EQ(errors(module), "code at byte 46: the first instruction jumps into the fix-ups\n");
}

// Chains: a head at the end of text, and links in words that the loader relocates.
class MpyDamagedChain : public ::testing::Test {
  protected:
    MpyDamagedChain() {
        module = samples::native_module();
        constexpr size_t kHead = 64;
        module.text.resize((kHead + 1) * 8);
        module.relocs.push_back({false, 20, kRelocText});
        module.relocs.push_back({false, 22, kRelocText});
        put(module.text, kHead * 8, "4e 63 d4 ff");  // 44 words back
        // The first link is 2 << 16 | kind << 13 | index; what it counts from is at 0x200.
        put(module.text, 20 * 8, "01 02 02 00");
        put(module.text, 22 * 8, "02 02 00 00");
    }
    NativeModule module;
};

TEST_F(MpyDamagedChain, IsRead) {
    Bytes bytes = encode_mpy(module);
    auto fixups = find_fixups(decode_mpy(bytes).code, 8);
    ASSERT_TRUE(fixups);
    EXPECT_EQ(fixups->fixups.size(), 2u);
    EXPECT_EQ(errors(bytes), "");
}

TEST_F(MpyDamagedChain, MustNotLeadAstray) {
    module.text[20 * 8 + 2] = 3;
    EXPECT_EQ(errors(module), ".mpy fix-ups: a chain leads to word 23 of text, which is no link\n");
}

TEST_F(MpyDamagedChain, MustNotBeginAstray) {
    module.text[64 * 8 + 2] = 0xd5;
    EXPECT_EQ(errors(module), ".mpy fix-ups: a chain leads to word 21 of text, which is no link\n");
}

TEST_F(MpyDamagedChain, DataMayBeginWithItsMark) {
    module.text.resize(512);
    module.relocs.resize(10);
    put(module.rodata, 0, "4e 63 6f 6e");  // "Ncon"
    EXPECT_EQ(errors(module), "");
}

TEST_F(MpyDamagedChain, ATypesNameIsInsideTheBlock) {
    module.relocs[10].word = 63;
    put(module.text, 20 * 8, "00 00 00 00");
    put(module.text, 64 * 8, "4e 63 ff ff");  // to the word before the head
    module.text.resize(65 * 8);
    put(module.text, 63 * 8, "01 42 00 00");  // a type
    EXPECT_EQ(errors(module), "") << "its name is in the head's word";
    module.relocs.push_back({true, 11, kRelocBss});
    module.rodata[0] = 0x4e;
    module.rodata[1] = 0x63;
    module.rodata[2] = 11;
    put(module.rodata, 88, "11 40 00 00");  // the block's last word
    module.relocs.erase(module.relocs.begin() + 9);
    EXPECT_NE(errors(module).find("word 14 of RAM is outside"), std::string::npos)
        << errors(module);
}

// What Natmod's linker writes says so, and that a checksum follows.
TEST(MpyDamage, AnAnnouncedChecksumMustBeThere) {
    NativeModule module = samples::native_module();
    module.small_int_bits = kAnnouncesChecksum;
    Bytes bytes = encode_mpy(module);
    EXPECT_EQ(decode_mpy(bytes).checksum, Checksum::missing);
    EXPECT_EQ(errors(bytes), "the checksum is missing: the file is damaged\n");
    append_checksum(bytes);
    EXPECT_EQ(errors(bytes), "");
    bytes[600]++;
    EXPECT_EQ(errors(bytes), "the checksum is wrong: the file is damaged\n");
    Bytes python = samples::bytecode();  // of a compiler that was told so
    python[3] = kAnnouncesChecksum;
    EXPECT_EQ(errors(python), "");
}

// With the checksum made right again.
std::string errors_of_ours(NativeModule module) {
    module.small_int_bits = kAnnouncesChecksum;
    Bytes bytes = encode_mpy(module);
    append_checksum(bytes);
    return errors(bytes);
}

TEST(MpyDamage, OurFilesHoldTheirAnchorAndTheirGlobals) {
    NativeModule module = samples::native_module();
    module.text[2 * 8] = 8;
    EXPECT_NE(errors_of_ours(module).find("no word of text holds the start of the RAM block"),
              std::string::npos);
    module = samples::native_module();
    module.fun_table_object = true;
    EXPECT_EQ(errors_of_ours(module), "code at byte 46: its globals cannot be read\n");
}

// x64 assembler: a module without relocations can do nothing.
TEST(MpyDamage, ElementsOfAnotherKind) {
    Bytes bytes = samples::native_x64();
    bytes[13 + 1] = 0x03;  // 16 bytes of assembler
    EXPECT_NE(errors(bytes).find("code at byte 13: a function in assembler is no module"),
              std::string::npos)
        << errors(bytes);
    bytes = samples::native_x64();
    bytes[31] = 0;
    bytes.resize(32);
    EXPECT_EQ(errors(bytes), "code at byte 13: nothing leads from it to the firmware\n");
}

TEST(MpyDamage, NativePythonEndsWithItsPrelude) {
    // 6 bytes of code, and a prelude of three: signature, sizes, the name.
    const char* kHead = "4d 06 0b 1f 01 00 0a 6d 2e 6d 70 79 00";
    Bytes good = hex(std::string(kHead) + "49 31 c0 c3 90 90 90 00 02 00 06");
    EXPECT_EQ(errors(good), "");
    Bytes longer = hex(std::string(kHead) + "51 31 c0 c3 90 90 90 00 02 00 90 06");
    EXPECT_EQ(errors(longer), "code at byte 13: its prelude is not at the end of it\n");
}

TEST(MpyDamage, FlagsWithoutTheirData) {
    Bytes bytes = samples::native_x64();
    bytes[31] = 0x50;
    bytes.insert(bytes.begin() + 32, 0);
    EXPECT_EQ(errors(bytes), "code at byte 13: announces bss and has none\n");
    bytes[31] = 0x30;
    EXPECT_EQ(errors(bytes), "code at byte 13: announces rodata and has none\n");
}

TEST(MpyDamage, TheTableOfObjectsMayBeEmpty) {
    NativeModule module = samples::native_module();
    module.none_objects = 0;
    EXPECT_NE(errors(module).find("refers to an object, and there is none"), std::string::npos);
}

}  // namespace
}  // namespace natmod::mpy
