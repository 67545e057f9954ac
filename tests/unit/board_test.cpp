// SPDX-License-Identifier: MIT
#include "board/board.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "board/mpremote.h"
#include "mpy/checksum.h"

namespace natmod::board {
namespace {

constexpr const char* kPico =
    "@mpy 4870\r\n@name Raspberry Pi Pico with RP2040\r\n@firmware micropython 1.26.1\r\n"
    "@floats single\r\n@heap 227328\r\n";

TEST(Board, SaysWhatItIs) {
    Board board = board_in(kPico, "/dev/ttyACM0");
    EXPECT_EQ(board.arch->name, "armv6m");
    EXPECT_EQ(board.abi, 3);
    EXPECT_EQ(board.heap, 227328u);
    EXPECT_EQ(board.text(),
              "Raspberry Pi Pico with RP2040 (/dev/ttyACM0, micropython 1.26.1): armv6m, ABI 6.3, "
              "single floats, 222 KB of heap free");
}

TEST(Board, WithoutNativeModules) {
    try {
        board_in("@mpy 6\n@name BBC micro:bit\n@firmware micropython 1.26.1\n", "a0");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("BBC micro:bit"), std::string::npos);
    }
    EXPECT_THROW(board_in("", "a0"), Error);
    EXPECT_THROW(board_in("@mpy 5 \n@name old\n", "a0"), Error);
}

TEST(Board, FloatsOfTheFirmware) {
    Board board = board_in(kPico, "a0");
    driver::BuildOptions options;
    add_float_flags(board, *board.arch, options);
    EXPECT_TRUE(options.flags.empty());
    board.floats = "double";
    add_float_flags(board, *board.arch, options);
    EXPECT_EQ(options.flags,
              std::vector<std::string>{"-DMICROPY_FLOAT_IMPL=MICROPY_FLOAT_IMPL_DOUBLE"});
}

TEST(Board, ArchitecturesThatItLoads) {
    Board board = board_in(kPico, "a0");
    board.arch = abi::find_arch("armv7emsp");
    driver::BuildOptions options;
    EXPECT_EQ(arch_for(board, options).name, "armv7emsp");
    options.archs = {"armv6m"};
    EXPECT_EQ(arch_for(board, options).name, "armv6m");
    options.archs = {"x64"};
    EXPECT_THROW(arch_for(board, options), Error);
}

TEST(Board, Folders) {
    EXPECT_EQ(folder_named(":lib"), "lib");
    EXPECT_EQ(folder_named("lib/"), "lib");
    EXPECT_EQ(folder_named(":/flash/lib"), "/flash/lib");
    EXPECT_EQ(folder_named(":/"), "/");
    EXPECT_EQ(folder_named(":"), "");
    EXPECT_THROW(folder_named(":it's"), Error);
}

TEST(Board, Ports) {
    EXPECT_EQ(port_in("/dev/ttyACM0 e66141 2e8a:0005 MicroPython Board in FS mode"),
              "/dev/ttyACM0");
    EXPECT_EQ(port_in("/dev/ttyUSB0 None 10c4:ea60 Silicon Labs CP2102"), "/dev/ttyUSB0");
    EXPECT_EQ(port_in("/dev/ttyS0 None 0000:0000 None None"), "");
    EXPECT_EQ(port_in("nonsense"), "");
}

TEST(Board, ChecksumIsThatOfBinascii) {
    std::string text = "123456789";
    EXPECT_EQ(mpy::crc32({reinterpret_cast<const uint8_t*>(text.data()), text.size()}),
              0xcbf43926u);
}

}  // namespace
}  // namespace natmod::board
