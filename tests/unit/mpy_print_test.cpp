// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "mpy/decode.h"
#include "mpy/print.h"
#include "mpy_samples.h"

namespace natmod::mpy {
namespace {

std::string text_of_file(const samples::Bytes& bytes) {
    std::string text;
    PrintOptions options{"b.mpy", bytes.size(), true};
    print_text(decode_mpy(bytes), options, [&](std::string_view piece) { text += piece; });
    return text;
}

size_t count(std::string_view text, std::string_view what) {
    size_t result = 0;
    for (size_t at = 0; (at = text.find(what, at)) != text.npos; at += what.size()) ++result;
    return result;
}

TEST(MpyPrint, LongConstantIsShownOnce) {
    EXPECT_EQ(count(text_of_file(samples::bytecode()), "'hello obj'"), 2U);  // table, instruction
    samples::Bytes bytes = samples::hex(
        "4d 06 00 1f  04 01"
        "08 62 2e 70 79 00  0f  02 78 00  02 79 00"
        "05 8f 50");  // a text of 2000 bytes
    bytes.insert(bytes.end(), 2000, 'q');
    samples::Bytes code = samples::hex("00  60  00 02 01  81 16 02  23 00 16 03  51 63");
    bytes.insert(bytes.end(), code.begin(), code.end());
    std::string text = text_of_file(bytes);
    EXPECT_EQ(count(text, "q"), 2000U + count(text, "qstr"));
    EXPECT_EQ(count(text, "str of 2000 bytes"), 1U);
}

}  // namespace
}  // namespace natmod::mpy
