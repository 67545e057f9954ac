// SPDX-License-Identifier: MIT
// The table of architectures, one row each. Natmod builds for those of kArchs, in the order of
// their numbers; each has its linker in src/link/arch. docs/new-architecture.md says how to add
// one.
//
// scripts/write-arch-tables writes the tables in README.md, docs/ and the SDK's Makefile from the
// rows: run it after a change.
#pragma once

#include "abi/arch.h"
#include "abi/entry_jump.h"

namespace natmod::abi {

// Numbers of machines: the processor supplements of the ELF specification.
inline constexpr Family kX86 = {
    .name = "x86",
    .elf = {3, 4},
    .objdump = {"i686-linux-gnu-objdump", "objdump", "x86_64-linux-gnu-objdump"},
    .objdump_options = "-m i386",
    .jump = x86_jump,
};
inline constexpr Family kX86_64 = {
    .name = "x86-64",
    .elf = {62, 8},
    .objdump = {"x86_64-linux-gnu-objdump", "objdump"},
    .objdump_options = "-m i386:x86-64",
    .jump = x86_jump,
};
inline constexpr Family kArm = {
    .name = "ARM",
    .elf = {40, 4},
    .objdump = {"arm-none-eabi-objdump", "arm-linux-gnueabihf-objdump", "objdump"},
    .objdump_options = "-m arm -M force-thumb",
    .tables_in_ram = true,
    .jump = thumb_jump,
};
inline constexpr Family kArmWithoutThumb = {
    .name = kArm.name,
    .elf = kArm.elf,
    .objdump = kArm.objdump,
    .objdump_options = "-m arm",
    .tables_in_ram = true,
};
inline constexpr Family kXtensaLx106 = {
    .name = "Xtensa",
    .elf = {94, 4},
    .objdump = {"xtensa-lx106-elf-objdump"},
    .objdump_options = "-m xtensa",
    .tables_in_ram = true,
    .jump = xtensa_jump,
};
inline constexpr Family kXtensaEsp32 = {
    .name = kXtensaLx106.name,
    .elf = kXtensaLx106.elf,
    .objdump = {"xtensa-esp-elf-objdump", "xtensa-esp32-elf-objdump"},
    .objdump_options = "-m xtensa",
    .tables_in_ram = true,
    .jump = xtensa_jump,
};
inline constexpr Family kRiscv32 = {
    .name = "32-bit RISC-V",
    .elf = {243, 4},
    .objdump = {"riscv64-unknown-elf-objdump", "riscv32-unknown-elf-objdump",
                "riscv64-linux-gnu-objdump", "objdump"},
    .objdump_options = "-m riscv:rv32",
    .jump = riscv_jump,
};
inline constexpr Family kRiscv64 = {
    .name = "64-bit RISC-V",
    .elf = {243, 8},
    .objdump = kRiscv32.objdump,
    .objdump_options = "-m riscv:rv64",
    .jump = riscv_jump,
};

// docs/how-it-works.md, "Memory", explains the code models: x86, x64 and RISC-V reach data
// PC-relative or through the GOT; ARM and Xtensa through literals that hold absolute addresses,
// which is smaller there.

constexpr Compilers thumb_compilers(std::string_view flags, std::string_view clang_flags) {
    constexpr std::string_view kPackages = "gcc-arm-none-eabi libnewlib-arm-none-eabi";
    return {
        .programs = {"arm-none-eabi-gcc", "clang"},
        .target = "arm",
        .flags = flags,
        .gcc_flags = "-mword-relocations",
        .clang_flags = clang_flags,
        .package = kPackages,
        .cxx_package = kPackages,
        .instead = {},
        .c_library = "/usr/lib/arm-none-eabi/newlib/libc.a",
    };
}

inline constexpr std::string_view kRiscvPackages =
    "gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf";
inline constexpr std::string_view kRiscvLibrary =
    "/usr/lib/picolibc/riscv64-unknown-elf/picolibc.specs";

// Loads at an offset: LDR.W (Thumb-2), LW, LD (RISC-V).
inline constexpr LoadForm kLdrW = {0x0000fff0, 0x0000f8d0, 16};
inline constexpr LoadForm kLw = {0x0000707f, 0x00002003, 20};
inline constexpr LoadForm kLd = {0x0000707f, 0x00003003, 20};

inline constexpr int kFirstThumb = 4;  // a Thumb firmware loads files of every number from here

inline constexpr Arch kArchs[] = {
    {
        .name = "x86",
        .number = 1,
        .family = kX86,
        .compilers =
            {
                .programs = {"i686-linux-gnu-gcc", "gcc -m32", "cc -m32", "clang"},
                .target = "i?86 x86_64",
                .flags = "-march=i686 -fpic -fno-plt -fcf-protection=none",
                .gcc_flags = "-malign-data=abi",
                .clang_flags = "--target=i686-linux-gnu",
                .package = "gcc-i686-linux-gnu",
                .cxx_package = "g++-i686-linux-gnu",
                .instead = {},
                .c_library = "/usr/lib/i386-linux-musl/libc.a",
                .hosted = true,
            },
        .loaded_by = "Unix port, 32-bit PC",
        .boards = "the Unix port on a 32-bit PC",
        .for_example = "the Unix port, 32 bit",
        .tested_on = "stock MicroPython 1.25 and 1.26",
        .aliases = "i386 i486 i586 i686",
        .machines = "i?86 x86_64 amd64",
        .debian = "i386",
        .code_memory = CodeMemory::pages,
        .double_floats = true,
    },
    {
        .name = "x64",
        .number = 2,
        .family = kX86_64,
        .compilers =
            {
                .programs = {"x86_64-linux-gnu-gcc", "gcc", "cc", "clang"},
                .target = "x86_64 amd64",
                .flags = "-fpic -fno-plt -fcf-protection=none",
                .gcc_flags = "-malign-data=abi",
                .clang_flags = "--target=x86_64-linux-gnu",
                .package = "gcc-x86-64-linux-gnu",
                .cxx_package = "g++-x86-64-linux-gnu",
                .instead = {},
                .c_library = "/usr/lib/x86_64-linux-musl/libc.a",
                .hosted = true,
            },
        .loaded_by = "Unix port, 64-bit PC",
        .boards = "the Unix port on a 64-bit PC",
        .for_example = "MicroPython's Unix port on x86-64",
        .tested_on = "stock MicroPython 1.25 and 1.26",
        .aliases = "x8664 amd64",
        .machines = "x86_64 amd64",
        .debian = "amd64",
        .code_memory = CodeMemory::pages,
        .double_floats = true,
    },
    {
        .name = "armv6m",
        .number = kFirstThumb,
        .family = kArm,
        .compilers = thumb_compilers("-mthumb -mcpu=cortex-m0 -fno-pic",
                                     "--target=armv6m-none-eabi -mno-movt"),
        .accepts_from = kFirstThumb,
        .loaded_by = "every ARM Cortex-M board and 32-bit ARM Linux: RP2040, RP2350, STM32, nRF52, "
                     "SAMD51, i.MX RT",
        .boards = "Cortex-M0+: RP2040 (Raspberry Pi Pico), SAMD21 boards with the large firmware",
        .for_example = "Cortex-M0+: RP2040",
        .tested_on = "stock 1.25 and 1.26 for ARM, under qemu",
        .aliases = "rp2040 pico samd21 cortexm0 armv6",
        .float_registers = FloatRegisters::integer,
    },
    {
        .name = "armv7m",
        .number = 5,
        .family = kArm,
        .compilers = thumb_compilers("-mthumb -mcpu=cortex-m3 -fno-pic",
                                     "--target=armv7m-none-eabi -mno-movt"),
        .reported = 6,
        .accepts_from = kFirstThumb,
        .loaded_by = "ARM Cortex-M3, M4, M7, M33 and 32-bit ARM Linux: RP2350, STM32F4/F7/H7, "
                     "nRF52, SAMD51, i.MX RT",
        .boards = "Cortex-M3, and M4 or M33 without FPU",
        .for_example = "Cortex-M3",
        .tested_on = "stock 1.25 and 1.26 for ARM, under qemu",
        .aliases = "cortexm3",
        .float_registers = FloatRegisters::integer,
        .load_word = kLdrW,
    },
    {
        .name = "armv7emsp",
        .number = 7,
        .family = kArm,
        .compilers =
            thumb_compilers("-mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard -fno-pic",
                            "--target=armv7em-none-eabi -mno-movt"),
        .accepts_from = kFirstThumb,
        .loaded_by = "ARM with an FPU: RP2350, STM32F4/F7/H7/WB, nRF52840, SAMD51, i.MX RT, 32-bit "
                     "ARM Linux",
        .boards = "Cortex-M4 and M33 with FPU: RP2350 (Pico 2), STM32F4, STM32L4, STM32WB, "
                  "STM32F72x and F74x, nRF52840, SAMD51, RA4 and RA6",
        .for_example = "Cortex-M4F and M33: STM32F4, nRF52840, RP2350",
        .tested_on = "stock 1.25 and 1.26 for ARM, under qemu",
        .aliases = "samd51 nrf52 stm32f4 stm32l4 stm32wb pyboard cortexm4 cortexm33 armv8m",
        .float_registers = FloatRegisters::fpu,
        .load_word = kLdrW,
    },
    {
        .name = "armv7emdp",
        .number = 8,
        .family = kArm,
        .compilers =
            thumb_compilers("-mthumb -mcpu=cortex-m7 -mfpu=fpv5-d16 -mfloat-abi=hard -fno-pic",
                            "--target=armv7em-none-eabi -mno-movt"),
        .accepts_from = kFirstThumb,
        .loaded_by = "ARM with a double-precision FPU: STM32F76x/H7, i.MX RT, 32-bit ARM Linux",
        .boards = "Cortex-M7 with double precision: STM32F76x, STM32H7, i.MX RT; the Unix port on "
                  "32-bit ARM",
        .for_example = "Cortex-M7: STM32F7, STM32H7, i.MX RT",
        .tested_on = "stock 1.25 and 1.26 for ARM, under qemu",
        .aliases = "stm32h7 mimxrt imxrt teensy4 cortexm7 armv7l armhf",
        .machines = "arm aarch64",  // a 64-bit ARM machine runs a 32-bit MicroPython
        .debian = "armhf",
        .double_floats = true,
        .float_registers = FloatRegisters::fpu,
        .load_word = kLdrW,
    },
    {
        .name = "xtensa",
        .number = 9,
        .family = kXtensaLx106,
        .compilers =
            {
                .programs = {"xtensa-lx106-elf-gcc"},
                .target = "xtensa-lx106",
                .flags = "-fno-pic",
                .gcc_flags = "-mlongcalls -mforce-l32",
                .clang_flags = {},
                .package = "gcc-xtensa-lx106 picolibc-xtensa-lx106-elf",
                .cxx_package = "gcc-xtensa-lx106",
                .instead = {},
                .c_library = "/usr/lib/xtensa-lx106-elf/lib/libc.a",
            },
        .loaded_by = "ESP8266",
        .boards = "ESP8266",
        .for_example = "ESP8266",
        .tested_on = "our own loader, under qemu",
        .aliases = "esp8266 lx106",
        .code_memory = CodeMemory::words,
        .only_board = "an ESP8266",
        .heap = uint64_t{38} * 1024,  // MicroPython ports/esp8266/main.c
    },
    {
        .name = "xtensawin",
        .number = 10,
        .family = kXtensaEsp32,
        .compilers =
            {
                .programs = {"xtensa-esp32-elf-gcc",
                             "xtensa-esp-elf-gcc -mdynconfig=xtensa_esp32.so", "clang"},
                .target = "xtensa",
                .flags = "-fno-pic",
                .gcc_flags = "-mlongcalls",
                // It knows no folder for that target's headers and would take the host's; has no
                // macro for the ABI; and puts a frame pointer into a7 before it has read an
                // argument there (clang 23).
                .clang_flags =
                    "--target=xtensa -D__XTENSA_WINDOWED_ABI__ -nostdlibinc -fomit-frame-pointer "
                    "-Xclang -target-feature -Xclang +windowed "
                    "-Xclang -target-feature -Xclang +density "
                    "-Xclang -target-feature -Xclang +mul32 "
                    "-Xclang -target-feature -Xclang +loop "
                    "-Xclang -target-feature -Xclang +sext "
                    "-Xclang -target-feature -Xclang +nsa "
                    "-Xclang -target-feature -Xclang +minmax",
                .clang_from = 23,  // clang 22 puts literals where no instruction reaches them
                .package = {},
                .cxx_package = {},
                .instead = "natmod toolchains --get xtensawin unpacks one; or install Espressif's "
                           "xtensa-esp-elf toolchain, or clang 23 or newer, and name it with --cc",
                .get = "get-clang",
                .c_library = {},
            },
        .loaded_by = "ESP32, ESP32-S2, ESP32-S3",
        .boards = "ESP32, ESP32-S2, ESP32-S3",
        .for_example = "ESP32, ESP32-S2, ESP32-S3",
        .tested_on = "our own loader, under qemu",
        .aliases = "esp32 lx6 lx7",
        .code_memory = CodeMemory::words,
    },
    {
        .name = "rv32imc",
        .number = 11,
        .family = kRiscv32,
        .compilers =
            {
                .programs = {"riscv64-unknown-elf-gcc", "riscv32-unknown-elf-gcc",
                             "riscv32-esp-elf-gcc", "clang"},
                .target = "riscv",
                .flags = "-march=rv32imc -mabi=ilp32 -fpic -mno-relax",
                .gcc_flags = "-msmall-data-limit=0",
                .clang_flags = "--target=riscv32-unknown-elf",
                .package = kRiscvPackages,
                .cxx_package = kRiscvPackages,
                .instead = {},
                .c_library = kRiscvLibrary,
                .library_flags = "-march=rv32imac",
            },
        .since = "1.24",
        .loaded_by = "32-bit RISC-V: ESP32-C3/C6/P4, RP2350 in RISC-V mode",
        .boards = "ESP32-C3, C6, P4 and RP2350 in RISC-V mode",
        .for_example = "ESP32-C3, ESP32-C6, RP2350 (RISC-V)",
        .tested_on = "our own loader, under qemu",
        .aliases = "esp32c esp32h esp32p rv32 riscv32",
        .float_registers = FloatRegisters::integer,
        .load_word = kLw,
        .extensions = "zba zcmp",
        .extensions_since = "1.27",
    },
    {
        .name = "rv64imc",
        .number = 12,
        .family = kRiscv64,
        .compilers =
            {
                .programs = {"riscv64-unknown-elf-gcc", "riscv64-linux-gnu-gcc", "clang"},
                .target = "riscv64",
                .flags = "-march=rv64imc -mabi=lp64 -fpic -mno-relax",
                .gcc_flags = "-msmall-data-limit=0",
                .clang_flags = "--target=riscv64-unknown-elf",
                .package = kRiscvPackages,
                .cxx_package = kRiscvPackages,
                .instead = {},
                .c_library = kRiscvLibrary,
                .library_flags = "-march=rv64imac",
            },
        .since = "1.28",
        .loaded_by = "Unix port on 64-bit RISC-V Linux",
        .boards = "the Unix port on 64-bit RISC-V",
        .for_example = "the Unix port on RISC-V",
        .tested_on = "our own loader, under qemu",
        .aliases = "rv64 riscv64",
        .machines = "riscv",
        .code_memory = CodeMemory::pages,
        .double_floats = true,
        .float_registers = FloatRegisters::integer,
        .load_word = kLd,
    },
};

// Architectures of files that other tools make.
inline constexpr Arch kForeignArchs[] = {
    {
        .name = "armv6",
        .number = 3,
        .family = kArmWithoutThumb,
        .compilers = {},
        .loaded_by = "Unix port on ARM without Thumb",
        .code_memory = CodeMemory::pages,
    },
    {
        .name = "armv7em",
        .number = 6,
        .family = kArm,
        .compilers = {},
        .accepts_from = kFirstThumb,
        .loaded_by = "as armv7m",
        .float_registers = FloatRegisters::integer,
        .load_word = kLdrW,
    },
};

// Names that fit several architectures, or none.
struct OtherName {
    std::string_view names;  // as Arch::aliases
    std::string_view archs;  // "for NAME it is ..."; empty: `hint` is the whole answer
    std::string_view hint = {};
};

inline constexpr OtherName kOtherNames[] = {
    {"pico2 rp2350", "armv7emsp (rv32imc for a RISC-V firmware)"},
    {"rp2", "armv6m for RP2040, armv7emsp for RP2350"},
    {"stm32f7", "armv7emdp (armv7emsp for F72x, F74x)"},
    {"armv7em", "armv7emsp or armv7emdp"},
    {"armv7", "armv7m, armv7emsp or armv7emdp"},
    {"aarch64 arm64 armv8",
     {},
     "no MicroPython for 64-bit ARM loads native modules; a 32-bit one takes armv7emdp"},
};

}  // namespace natmod::abi
