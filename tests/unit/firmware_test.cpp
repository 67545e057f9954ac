// SPDX-License-Identifier: MIT
#include "firmware/image.h"

#include <gtest/gtest.h>

#include "abi/names.h"
#include "base/error.h"
#include "base/file.h"
#include "firmware/symbol_list.h"
#include "temporary_folder.h"

namespace natmod::firmware {
namespace {

class SymbolLists : public testing::Test {
  protected:
    Image read(std::string_view text, std::string_view arch = "armv7m") {
        std::string path = folder.path() / "firmware.txt";
        write_file(path, text);
        return read_image(path, abi::require_arch(arch));
    }

    std::string message(std::string_view text, std::string_view arch = "armv7m") {
        try {
            read(text, arch);
        } catch (const Error& error) {
            return error.findings().at(0).text;
        }
        return {};
    }

    TemporaryFolder folder;
};

constexpr std::string_view kMap = R"(Archive member included
 .text.dropped  0x0000000000000000       0x10 build/x.o

Linker script and memory map

                0x20040000                        __StackTop = 0x20040000
.text           0x10000100    0x32bb4
 .text.mp_obj_new_int
                0x10001234       0x20 build/py/objint.o
                0x10001234                mp_obj_new_int
 .rodata.mp_fun_table
                0x10002000      0x15c build/py/nativeglue.o
                0x10002000                mp_fun_table
                [!provide]                        PROVIDE (unused = .)
 .time_critical.fast  0x20000100  0x10 build/fast.o
                0x20000100                fast
 *fill*         0x20000110        0x8
)";

TEST_F(SymbolLists, MapOfGnuLd) {
    Image image = read(kMap);
    EXPECT_EQ(image.fun_table, 0x10002000);
    // The bit that marks Thumb code is not in a map.
    EXPECT_EQ(image.find("mp_obj_new_int")->address, 0x10001235);
    EXPECT_EQ(image.find("fast")->address, 0x20000101);
    EXPECT_EQ(image.find("__StackTop")->address, 0x20040000);
    EXPECT_EQ(image.find("unused"), nullptr);
    EXPECT_EQ(image.find(".text.dropped"), nullptr);
    EXPECT_EQ(image.arch, nullptr);
    EXPECT_FALSE(image.position_independent);
    EXPECT_EQ(read(kMap, "rv32imc").find("mp_obj_new_int")->address, 0x10001234);
}

TEST_F(SymbolLists, OutputOfNm) {
    Image image = read(
        "10002000 R mp_fun_table\n10001234 T f\n10001300 t s\n10001400 t s\n"
        "10001500 t one\n20000010 b state\n20000020 d state\n "
        "        U absent\n20000000 B buffer\n10001600 W weak\n");
    EXPECT_EQ(image.find("f")->address, 0x10001235);
    EXPECT_EQ(image.find("buffer")->address, 0x20000000);
    EXPECT_EQ(image.find("weak")->address, 0x10001601);
    EXPECT_EQ(image.find("s"), nullptr);  // which of the two?
    EXPECT_EQ(image.find("state"), nullptr);
    EXPECT_EQ(image.find("one")->address, 0x10001501);
    EXPECT_EQ(image.find("absent"), nullptr);
    // Mapping symbols, which binutils for several processors print as well.
    image = read("10002000 R mp_fun_table\n10001235 t $d\n10001234 T f\n");
    EXPECT_EQ(image.symbols.size(), 2u);
}

TEST_F(SymbolLists, AMapOfAnotherLinkerIsNoList) {
    EXPECT_EQ(message("     VMA      LMA     Size Align Out     In      Symbol\n"
                      "10001234 10001234      100     4 .text\n"
                      "10001234 10001234      100     4         main.o:(.text)\n"
                      "10001234 10001234        4     1                 f\n"),
              "is no firmware: neither ELF, nor a list of symbols");
}

TEST_F(SymbolLists, OutputOfNmP) {
    Image image = read(
        "mp_fun_table R 10002000 15c\nf T 10001234 20\nabsent U         \n"
        "short t 8000 4\nbuffer B 20000000\n");
    EXPECT_EQ(image.fun_table, 0x10002000);
    EXPECT_EQ(image.find("f")->address, 0x10001235);
    EXPECT_EQ(image.find("short")->address, 0x8001);
    EXPECT_TRUE(image.find("short")->local);
    EXPECT_EQ(image.find("buffer")->address, 0x20000000);
    EXPECT_EQ(image.find("absent"), nullptr);
    EXPECT_EQ(image.symbols.size(), 4u);
}

TEST_F(SymbolLists, OfAnotherArchitecture) {
    EXPECT_EQ(message("00008000 R mp_fun_table\n00008101 T f\n"), "");  // with the Thumb bit
    EXPECT_EQ(message("mp_fun_table R 8000\nf T 8101\n", "rv32imc"),
              "is not for rv32imc: function f is at 0x8101");
    EXPECT_EQ(message("00008000 R mp_fun_table\n00008101 T f\n", "xtensa"), "");
    EXPECT_EQ(message("0000000000008000 R mp_fun_table\n"),
              "is not for armv7m: its addresses have 64 bits");
    EXPECT_EQ(message("00008000 R mp_fun_table\n", "x64"),
              "is not for x64: its addresses have 32 bits");
    EXPECT_EQ(message("mp_fun_table R 8000\nf T 555555554000\n"),
              "is not for armv7m: function f is at 0x555555554000");
    EXPECT_EQ(message("mp_fun_table R 55558000\nf T 555555554000\n", "x64"), "");
    EXPECT_EQ(message("00008000 R mp_fun_table\n00008100 T __aeabi_uldivmod\n", "rv32imc"),
              "is not for rv32imc: it has __aeabi_uldivmod");
    EXPECT_EQ(message("mp_fun_table = 0x8000;\n__aeabi_uldivmod = 0x8101;\n", "xtensawin"),
              "is not for xtensawin: it has __aeabi_uldivmod");
    EXPECT_EQ(message("mp_fun_table R 8000\n_WindowOverflow4 T 8100\n"),
              "is not for armv7m: it has _WindowOverflow4");
    EXPECT_EQ(message("mp_fun_table = 0x8000;\n__global_pointer$ = 0x8100;\n", "rv64imc"), "");
}

TEST_F(SymbolLists, AddressesOfAScript) {
    Image image = read("mp_fun_table = 0x8000;\nPROVIDE ( f = 0x8101 );\nPROVIDE(g = 0x8200);\n");
    EXPECT_EQ(image.find("f")->address, 0x8101);  // as it is written
    EXPECT_EQ(image.find("g")->address, 0x8200);
}

TEST_F(SymbolLists, OtherTexts) {
    EXPECT_EQ(message(""), "is no firmware: neither ELF, nor a list of symbols");
    EXPECT_EQ(message("     VMA      LMA     Size Align Out     In      Symbol\n"),
              "is no firmware: neither ELF, nor a list of symbols");
    EXPECT_EQ(message("10001234 T f\n"),
              "this firmware loads no native modules: it has no mp_fun_table");
    EXPECT_EQ(message("( = 0x1;\n= 0x2;\nf = ;\nf = 0x;\n"),
              "is no firmware: neither ELF, nor a list of symbols");
}

}  // namespace
}  // namespace natmod::firmware
