// SPDX-License-Identifier: MIT
// What the files of the RISC-V linker share: numbers of relocations, fields of instructions, and
// how absolute addresses become relative (riscv_absolute.cpp).
//
// Source: RISC-V ELF psABI, chapter 8.4, and the unprivileged ISA manual for the immediates.
#pragma once

#include <optional>
#include <vector>

#include "link/context.h"

namespace natmod::link {

enum RiscvReloc : uint32_t {
    R_RISCV_NONE = 0,
    R_RISCV_32 = 1,
    R_RISCV_64 = 2,
    R_RISCV_BRANCH = 16,
    R_RISCV_JAL = 17,
    R_RISCV_CALL = 18,
    R_RISCV_CALL_PLT = 19,
    R_RISCV_GOT_HI20 = 20,
    R_RISCV_PCREL_HI20 = 23,
    R_RISCV_PCREL_LO12_I = 24,
    R_RISCV_PCREL_LO12_S = 25,
    R_RISCV_HI20 = 26,
    R_RISCV_LO12_I = 27,
    R_RISCV_LO12_S = 28,
    R_RISCV_TPREL_HI20 = 29,
    R_RISCV_TPREL_LO12_I = 30,
    R_RISCV_TPREL_LO12_S = 31,
    R_RISCV_TPREL_ADD = 32,
    R_RISCV_ADD8 = 33,
    R_RISCV_ADD16 = 34,
    R_RISCV_ADD32 = 35,
    R_RISCV_ADD64 = 36,
    R_RISCV_SUB8 = 37,
    R_RISCV_SUB16 = 38,
    R_RISCV_SUB32 = 39,
    R_RISCV_SUB64 = 40,
    R_RISCV_GOT32_PCREL = 41,
    R_RISCV_ALIGN = 43,
    R_RISCV_RVC_BRANCH = 44,
    R_RISCV_RVC_JUMP = 45,
    R_RISCV_RELAX = 51,
    R_RISCV_SUB6 = 52,
    R_RISCV_SET6 = 53,
    R_RISCV_SET8 = 54,
    R_RISCV_SET16 = 55,
    R_RISCV_SET32 = 56,
    R_RISCV_32_PCREL = 57,
    R_RISCV_PLT32 = 59,

    // What riscv_absolute.cpp makes of HI20, LO12 and their thread-local variants.
    kPairHigh = 0x100,  // lui becomes auipc; the addend is what the upper part is made for
    kPairLowI,          // the symbol names the auipc, the addend is the target's
    kPairLowS,
    kIslandJump,     // lui becomes a jump to an island, which loads symbol + base
    kIslandOffsetI,  // the addend, counted from that base, is all that is left to add
    kIslandOffsetS,
    kAbsoluteHigh,  // the address is known now
    kAbsoluteLowI,
    kAbsoluteLowS,

    kSlot,  // of a stub: both instructions, to load from a slot of the GOT
};

// The upper part is rounded so that the lower one, which is signed, makes up the rest.
inline uint32_t high_part(int64_t value) {
    return static_cast<uint32_t>(value + 0x800) & 0xfffff000;
}
// What is left for the lower part.
inline int64_t low_part(int64_t value) {
    return value - static_cast<int32_t>(high_part(value));
}

// Fields of 32-bit instructions. Where an instruction has no such field, the bits mean another
// thing.
inline uint32_t opcode(uint32_t instruction) {
    return instruction & 0x7f;
}
inline uint32_t destination_register(uint32_t instruction) {
    return instruction >> 7 & 31;
}
inline uint32_t first_register(uint32_t instruction) {
    return instruction >> 15 & 31;
}

// One relocation of a live section.
struct RiscvUse {
    InputSection* section = nullptr;
    Reloc* reloc = nullptr;

    const uint8_t* place() const { return section->data.data() + reloc->offset; }
};

// The upper and lower parts in one object of the addresses around one symbol.
struct RiscvGroup {
    std::vector<RiscvUse> highs, lows;
};

// Which low part completes which high part.
struct RiscvPairs {
    std::vector<int> high_of;  // by low: index of its high part; -1: not known
    std::vector<bool> own;     // by high: only the lows that have its index use what it loads
};
RiscvPairs find_pairs(const RiscvGroup& group);

// Turns all HI20 and LO12 of live sections into the kinds above. Blocks must be known.
void make_relative(Context& ctx);

// When text is laid out: gives an island to each upper part that is too far from the lower ones
// to be shared by them. True if there are such; text must then be laid out again.
bool add_missing_islands(Context& ctx);

// The high part at the auipc that `low` names (PCREL_LO12 or kPairLow); nullptr if there is none.
const Reloc* named_high_part(const Reloc& low);

// Number that the instructions at `high` of `section` and a low part of it share, with `addend`
// instead of the high part's own: a distance, or the target itself if it is a constant.
int64_t pair_value(Context& ctx, const InputSection& section, const Reloc& high, int64_t addend);

}  // namespace natmod::link
