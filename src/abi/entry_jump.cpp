// SPDX-License-Identifier: MIT
#include "abi/entry_jump.h"

#include "abi/arch.h"

namespace natmod::abi {
namespace {

using Text = std::span<const uint8_t>;

uint32_t load(Text text, size_t at, size_t bytes) {
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; i++) value |= static_cast<uint32_t>(text[at + i]) << (8 * i);
    return value;
}

// The low `bits` bits of `value` as a signed number.
int64_t sign_extend(uint32_t value, int bits) {
    return static_cast<int32_t>(value << (32 - bits)) >> (32 - bits);
}

uint32_t field(uint32_t value, int low, int bits) {
    return value >> low & ((1u << bits) - 1);
}

}  // namespace

std::optional<int64_t> x86_jump(Text text) {
    if (text.size() >= 2 && text[0] == 0xEB) return 2 + sign_extend(text[1], 8);
    if (text.size() >= 5 && text[0] == 0xE9) return 5 + sign_extend(load(text, 1, 4), 32);
    return {};
}

// B (T2, 16 bits) and B.W (T4, 32 bits); the PC is 4 bytes ahead.
std::optional<int64_t> thumb_jump(Text text) {
    if (text.size() < 2) return {};
    uint32_t first = load(text, 0, 2);
    if (first >> 11 == 0b11100) return 4 + sign_extend(first << 1, 12);
    if (text.size() < 4 || first >> 11 != 0b11110) return {};
    uint32_t second = load(text, 2, 2);
    if ((second & 0xD000) != 0x9000) return {};
    uint32_t sign = field(first, 10, 1);
    uint32_t i1 = 1 ^ field(second, 13, 1) ^ sign, i2 = 1 ^ field(second, 11, 1) ^ sign;
    uint32_t offset =
        sign << 24 | i1 << 23 | i2 << 22 | field(first, 0, 10) << 12 | field(second, 0, 11) << 1;
    return 4 + sign_extend(offset, 25);
}

// J: six bits of opcode, then 18 bits of offset from the PC plus 4.
std::optional<int64_t> xtensa_jump(Text text) {
    if (text.size() < 3 || (text[0] & 0x3F) != 0x06) return {};
    return 4 + sign_extend(load(text, 0, 3) >> 6, 18);
}

// C.J, JAL x0, and the pair AUIPC, JALR x0.
std::optional<int64_t> riscv_jump(Text text) {
    if (text.size() < 2) return {};
    uint32_t half = load(text, 0, 2);
    if ((half & 0xE003) == 0xA001) {
        uint32_t offset = field(half, 12, 1) << 11 | field(half, 11, 1) << 4 |
                          field(half, 9, 2) << 8 | field(half, 8, 1) << 10 |
                          field(half, 7, 1) << 6 | field(half, 6, 1) << 7 | field(half, 3, 3) << 1 |
                          field(half, 2, 1) << 5;
        return sign_extend(offset, 12);
    }
    if (text.size() < 4) return {};
    uint32_t word = load(text, 0, 4);
    if ((word & 0xFFF) == 0x06F) {
        uint32_t offset = field(word, 31, 1) << 20 | field(word, 12, 8) << 12 |
                          field(word, 20, 1) << 11 | field(word, 21, 10) << 1;
        return sign_extend(offset, 21);
    }
    if (text.size() < 8 || (word & 0x7F) != 0x17) return {};
    uint32_t next = load(text, 4, 4);
    bool through_it = (next & 0x7FFF) == 0x67 && field(next, 15, 5) == field(word, 7, 5);
    if (!through_it) return {};
    return sign_extend(word & ~0xFFFu, 32) + sign_extend(next >> 20, 12);
}

std::optional<int64_t> entry_jump(int arch_number, Text text) {
    const Arch* arch = known_arch(arch_number);
    return arch != nullptr && arch->family.jump != nullptr ? arch->family.jump(text) : std::nullopt;
}

}  // namespace natmod::abi
