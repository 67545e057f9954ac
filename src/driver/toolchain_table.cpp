// The one table of compilers. docs/how-it-works.md, "Memory", explains the code models:
// x86, x64 and RISC-V reach data PC-relative or through the GOT; ARM and Xtensa through literals
// that hold absolute addresses, which is smaller there.

#include <algorithm>
#include <array>

#include "driver/toolchain.h"

namespace natmod {
namespace {

constexpr std::string_view kArmPackage = "gcc-arm-none-eabi libnewlib-arm-none-eabi";
constexpr std::string_view kRiscvPackage = "gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf";

const std::array<ToolchainInfo, 10>& table() {
    static const std::array<ToolchainInfo, 10> kTable = {{
        {"x86",
         {"i686-linux-gnu-gcc", "gcc -m32", "cc -m32", "clang"},
         "i?86 x86_64",
         "-march=i686 -fpic -fno-plt -fcf-protection=none",
         "-malign-data=abi",
         "--target=i686-linux-gnu",
         "gcc-i686-linux-gnu",
         "g++-i686-linux-gnu"},
        {"x64",
         {"x86_64-linux-gnu-gcc", "gcc", "cc", "clang"},
         "x86_64 amd64",
         "-fpic -fno-plt -fcf-protection=none",
         "-malign-data=abi",
         "--target=x86_64-linux-gnu",
         "gcc-x86-64-linux-gnu",
         "g++-x86-64-linux-gnu"},
        {"armv6m",
         {"arm-none-eabi-gcc", "clang"},
         "arm",
         "-mthumb -mcpu=cortex-m0 -fno-pic",
         "-mword-relocations",
         "--target=armv6m-none-eabi -mno-movt",
         kArmPackage,
         kArmPackage},
        {"armv7m",
         {"arm-none-eabi-gcc", "clang"},
         "arm",
         "-mthumb -mcpu=cortex-m3 -fno-pic",
         "-mword-relocations",
         "--target=armv7m-none-eabi -mno-movt",
         kArmPackage,
         kArmPackage},
        {"armv7emsp",
         {"arm-none-eabi-gcc", "clang"},
         "arm",
         "-mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard -fno-pic",
         "-mword-relocations",
         "--target=armv7em-none-eabi -mno-movt",
         kArmPackage,
         kArmPackage},
        {"armv7emdp",
         {"arm-none-eabi-gcc", "clang"},
         "arm",
         "-mthumb -mcpu=cortex-m7 -mfpu=fpv5-d16 -mfloat-abi=hard -fno-pic",
         "-mword-relocations",
         "--target=armv7em-none-eabi -mno-movt",
         kArmPackage,
         kArmPackage},
        {"xtensa",
         {"xtensa-lx106-elf-gcc"},
         "xtensa-lx106",
         "-fno-pic",
         "-mlongcalls -mforce-l32",
         "",
         "gcc-xtensa-lx106 picolibc-xtensa-lx106-elf",
         "gcc-xtensa-lx106"},
        {"xtensawin",
         {"xtensa-esp32-elf-gcc", "xtensa-esp-elf-gcc -mdynconfig=xtensa_esp32.so", "clang"},
         "xtensa",
         "-fno-pic",
         "-mlongcalls",
         // It knows no folder for that target's headers and would take the host's; has no macro for
         // the ABI; and puts a frame pointer into a7 before it has read an argument there (clang
         // 23).
         "--target=xtensa -D__XTENSA_WINDOWED_ABI__ -nostdlibinc -fomit-frame-pointer -Xclang "
         "-target-feature -Xclang "
         "+windowed "
         "-Xclang -target-feature -Xclang +density -Xclang -target-feature -Xclang +mul32 -Xclang "
         "-target-feature "
         "-Xclang +loop -Xclang -target-feature -Xclang +sext -Xclang -target-feature -Xclang "
         "+nsa -Xclang -target-feature -Xclang +minmax",
         "",
         ""},
        {"rv32imc",
         {"riscv64-unknown-elf-gcc", "riscv32-unknown-elf-gcc", "riscv32-esp-elf-gcc", "clang"},
         "riscv",
         "-march=rv32imc -mabi=ilp32 -fpic -mno-relax",
         "-msmall-data-limit=0",
         "--target=riscv32-unknown-elf",
         kRiscvPackage,
         kRiscvPackage},
        {"rv64imc",
         {"riscv64-unknown-elf-gcc", "riscv64-linux-gnu-gcc", "clang"},
         "riscv64",
         "-march=rv64imc -mabi=lp64 -fpic -mno-relax",
         "-msmall-data-limit=0",
         "--target=riscv64-unknown-elf",
         kRiscvPackage,
         kRiscvPackage},
    }};
    return kTable;
}

}  // namespace

const ToolchainInfo& toolchain_info(const Arch& arch) {
    // Every architecture of src/abi/arch.cpp has its line; a unit test sees to that.
    return *std::find_if(table().begin(), table().end(),
                         [&](const ToolchainInfo& info) { return info.arch == arch.name; });
}

}  // namespace natmod
