// The architectures of native .mpy files.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace natmod {

// Native ABI sub-versions of .mpy version 6, as in the low two bits of the feature byte.
// 1: MicroPython 1.20 and 1.21; 2: 1.22; 3: 1.23 and newer.
inline constexpr int kMinAbi = 1;
inline constexpr int kMaxAbi = 3;

enum class Family : uint8_t { x86, x86_64, arm, xtensa, riscv };

struct Arch {
    std::string_view name;  // as `ARCH=` in MicroPython's dynruntime.mk
    int number;             // MP_NATIVE_ARCH_* in the .mpy header
    Family family;
    int word_size;       // bytes of a target pointer
    uint16_t e_machine;  // ELF e_machine
};

// All architectures that can be linked for, in the order of their numbers.
std::span<const Arch> all_archs();

// nullptr if there is none of that name / number.
const Arch* find_arch(std::string_view name);
const Arch* find_arch(int number);

}  // namespace natmod
