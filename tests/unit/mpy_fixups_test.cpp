// SPDX-License-Identifier: MIT
#include "mpy/fixups.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "mpy_samples.h"

namespace natmod::mpy {
namespace {

using samples::Bytes;
using samples::hex;

struct Module {
    explicit Module(const Bytes& stream, NativeModule content = samples::native_module()) {
        samples::append_fixups(content, stream);
        bytes = encode_mpy(content);
        file = decode_mpy(bytes);
    }
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    Bytes bytes;
    MpyFile file;
};

TEST(MpyFixups, ReadsEveryKind) {
    Module module(samples::every_fixup());
    auto stream = find_fixups(module.file.code, 8);
    ASSERT_TRUE(stream);
    EXPECT_EQ(stream->offset, 512u);
    EXPECT_EQ(stream->size, samples::every_fixup().size());
    std::string all;
    for (const Fixup& fixup : stream->fixups) {
        all += (fixup.in_ram ? "ram " : "text ") + std::to_string(fixup.word) + " " +
               describe(fixup, *stream, module.file) + "\n";
    }
    EXPECT_EQ(all,
              "ram 2 qstr object 'area'\n"
              "ram 3 qstr object 'len'\n"
              "ram 4 type name 'area' (upper 16 bits)\n"
              "ram 5 qstr object 'width'\n"
              "ram 6 text\n"
              "ram 7 qstr object 'height'\n"
              "ram 8 text\n"
              "ram 9 qstr object 'depth'\n"
              "ram 10 RAM block\n"
              "text 1 qstr number of 'area'\n"
              "text 9 text\n"
              "text 11 RAM block\n"
              "text 12 locals_dict of dict\n"
              "text 13 table entry 7 (mp_load_global)\n"
              "text 14 text\n"
              "text 15 text\n"
              "text 16 RAM block\n"
              "text 33 text\n");
    std::string builtins;
    for (const FixupBuiltin& builtin : stream->builtins) {
        builtins += describe(builtin, module.file) + "\n";
    }
    EXPECT_EQ(builtins,
              "RuntimeError\n"
              "the type of a module\n"
              "the type of mp_const_none\n"
              "micropython.area\n"
              "attr of mp_type_Exception\n"
              "locals_dict of dict\n");
}

TEST(MpyFixups, ThoseOfAStarterAreItsChilds) {
    NativeModule content = samples::native_module();
    Bytes stream = samples::every_fixup();
    stream.insert(stream.begin(), 2);  // the anchor
    samples::add_starter(content, stream);
    Bytes bytes = encode_mpy(content);
    MpyFile file = decode_mpy(bytes);
    ASSERT_TRUE(is_starter(file.code));
    auto fixups = find_fixups(file.code, 8);
    ASSERT_TRUE(fixups);
    EXPECT_TRUE(fixups->of_child);
    EXPECT_EQ(fixups->anchor, 2u);
    EXPECT_EQ(fixups->offset, 2u);
    EXPECT_EQ(fixups->fixups.size(), 18u);
    EXPECT_FALSE(find_fixups(file.code.children[0], 8));
    for (size_t size = bytes.size() - 1; size >= 8; --size)
        EXPECT_THROW(decode_mpy(std::span(bytes).first(size)), Error) << size;
}

TEST(MpyFixups, FilesWithoutAStreamHaveNone) {
    Bytes plain = samples::native_x64();
    MpyFile file = decode_mpy(plain);
    EXPECT_FALSE(find_fixups(file.code, 8));
    // Ends in the mark, but what it points at is no stream.
    plain[plain.size() - 5] = 'N';
    plain[plain.size() - 8] = 8;
    file = decode_mpy(plain);
    ASSERT_EQ(file.code.text.back(), 'N');
    EXPECT_FALSE(find_fixups(file.code, 8));
}

TEST(MpyFixups, RefusesWordsOutsideTheBlocks) {
    // The RAM block of the sample has 14 words, its text 64 and those of the stream.
    EXPECT_TRUE(find_fixups(Module(hex("00 02 5d 00 00")).file.code, 8));
    Module outside(hex("00 02 5e 00 00"));
    EXPECT_FALSE(find_fixups(outside.file.code, 8));
    EXPECT_THROW(read_fixups(outside.file.code, 512, 8), Error);
}

TEST(MpyFixups, RunsCannotOutgrowTheirBlock) {
    Module module(hex("00 01 b0 8f ff ff ff 7f 00 00"));
    EXPECT_THROW(read_fixups(module.file.code, 512, 8), Error);
    NativeModule content = samples::native_module();
    content.bss_size = 0xFFFFFFF0;  // nothing of it is in the file
    Module large(hex("00 02 b0 8f ff ff ff 7f 00 00"), content);
    EXPECT_THROW(read_fixups(large.file.code, 512, 8), Error);
}

TEST(MpyFixups, RefusesUnknownKinds) {
    for (const char* stream : {"00 03 00 00",     // block
                               "00 01 d0 00 00",  // kind
                               "01 05 00",        // way to find a builtin
                               "00 01 50"}) {     // ends too early
        Bytes bytes = hex(stream);
        NativeModule content = samples::native_module();
        content.text.insert(content.text.end(), bytes.begin(), bytes.end());
        bytes = encode_mpy(content);
        MpyFile file = decode_mpy(bytes);
        EXPECT_THROW(read_fixups(file.code, 512, 8), Error) << stream;
    }
}

TEST(MpyFixups, NamesTableEntriesBySubVersion) {
    EXPECT_EQ(entry_name(19, 3), "mp_obj_new_tuple");
    EXPECT_EQ(entry_name(0, 1), "mp_const_none");
    EXPECT_EQ(entry_name(64, 1), "mp_get_buffer_raise");
    EXPECT_EQ(entry_name(64, 2), "mp_get_buffer");
    EXPECT_EQ(entry_name(64, 3), "mp_load_method_maybe");
    EXPECT_EQ(entry_name(86, 3), "mp_stream_write_obj");
    EXPECT_EQ(entry_name(86, 2), "entry 86");
    EXPECT_EQ(entry_name(79, 0), "mp_stream_write_obj");
    EXPECT_EQ(entry_name(5, 3), "mp_swap_globals");
}

}  // namespace
}  // namespace natmod::mpy
