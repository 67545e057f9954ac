// SPDX-License-Identifier: MIT
// Xtensa: the call0 ABI (esp8266) and the windowed ABI (ESP32, ESP32-S2, ESP32-S3).
//
// Instructions have two or three bytes, and no room for an address. l32r loads a word, a literal,
// which lies up to 256 KiB before it; the compiler collects literals in .literal sections. Their
// words become slots of the GOT here, each value once, and the GOT stands before the code:
//
//     l32r  a8, .LC0        a slot of the GOT, counted in words back from the next word boundary
//     callx0 a8             what -mlongcalls makes of a call
//     .literal .LC0, f      R_XTENSA_32; it may name anything
//
// So code needs no distance to data at all. Text lies in instruction RAM, where only aligned 32-bit
// words can be loaded and stored. Therefore only code and literals are in text, and everything else
// is in the RAM block.
//
// One relocation type, R_XTENSA_SLOT0_OP, stands for the operand of whatever instruction is at the
// place. decode() replaces it by one of the numbers below, which say what it is. The distance
// counts from four bytes behind the instruction's start (for a call, from the word it lies in) and
// reaches
//
//     kCall         call0, call4, call8, call12      512 KiB either way, in words
//     kJump         j                                128 KiB either way
//     kBranch12     beqz, bnez, bltz, bgez           2 KiB either way
//     kBranch8      the other branches               128 bytes either way
//     kLoop         loop, loopnez, loopgtz           255 bytes, forwards only
//     kBranch6      beqz.n, bnez.n                   63 bytes, forwards only
//
// A plain call of a function of the firmware gets a stub, which jumps through a register that is
// free in both ABIs between a call and the callee's first instruction: a9 holds the callee's stack
// pointer only from its entry instruction on.
//
// R_XTENSA_32 adds to what is in the place, although objects are SHT_RELA.
//
// Source: Xtensa Instruction Set Architecture Reference Manual; binutils' elf/xtensa.h for numbers.

#include "link/arch.h"

namespace natmod::link {
namespace xtensa {
namespace {

enum : uint32_t {
    R_XTENSA_NONE = 0,
    R_XTENSA_32 = 1,
    R_XTENSA_PLT = 6,
    R_XTENSA_ASM_EXPAND = 11,
    R_XTENSA_ASM_SIMPLIFY = 12,
    R_XTENSA_32_PCREL = 14,
    R_XTENSA_DIFF8 = 17,
    R_XTENSA_DIFF16 = 18,
    R_XTENSA_DIFF32 = 19,
    R_XTENSA_SLOT0_OP = 20,
    R_XTENSA_PDIFF8 = 57,
    R_XTENSA_PDIFF16 = 58,
    R_XTENSA_PDIFF32 = 59,
    R_XTENSA_NDIFF8 = 60,
    R_XTENSA_NDIFF16 = 61,
    R_XTENSA_NDIFF32 = 62,
    // Ours, for R_XTENSA_SLOT0_OP of:
    kL32r = 0x100,
    kCall = 0x101,      // call0, call4, call8, call12
    kJump = 0x102,      // j
    kBranch12 = 0x103,  // beqz, bnez, bltz, bgez
    kBranch8 = 0x104,   // the other branches
    kLoop = 0x105,      // loop, loopnez, loopgtz: unsigned distance
    kBranch6 = 0x106,   // beqz.n, bnez.n
};

constexpr RelocInfo kRelocs[] = {
    {R_XTENSA_NONE, "R_XTENSA_NONE", RelocClass::none, 0},
    {R_XTENSA_32, "R_XTENSA_32", RelocClass::word, 4},
    {R_XTENSA_PLT, "R_XTENSA_PLT", RelocClass::word, 4},
    {R_XTENSA_ASM_EXPAND, "R_XTENSA_ASM_EXPAND", RelocClass::none, 0},
    {R_XTENSA_ASM_SIMPLIFY, "R_XTENSA_ASM_SIMPLIFY", RelocClass::none, 0},
    {R_XTENSA_32_PCREL, "R_XTENSA_32_PCREL", RelocClass::direct, 4},
    // Distances that the assembler has computed; nothing moves between their ends.
    {R_XTENSA_DIFF8, "R_XTENSA_DIFF8", RelocClass::none, 0},
    {R_XTENSA_DIFF16, "R_XTENSA_DIFF16", RelocClass::none, 0},
    {R_XTENSA_DIFF32, "R_XTENSA_DIFF32", RelocClass::none, 0},
    {R_XTENSA_SLOT0_OP, "R_XTENSA_SLOT0_OP", RelocClass::constant, 2},
    {R_XTENSA_PDIFF8, "R_XTENSA_PDIFF8", RelocClass::none, 0},
    {R_XTENSA_PDIFF16, "R_XTENSA_PDIFF16", RelocClass::none, 0},
    {R_XTENSA_PDIFF32, "R_XTENSA_PDIFF32", RelocClass::none, 0},
    {R_XTENSA_NDIFF8, "R_XTENSA_NDIFF8", RelocClass::none, 0},
    {R_XTENSA_NDIFF16, "R_XTENSA_NDIFF16", RelocClass::none, 0},
    {R_XTENSA_NDIFF32, "R_XTENSA_NDIFF32", RelocClass::none, 0},
    {kL32r, "R_XTENSA_SLOT0_OP (l32r)", RelocClass::got, 3},
    {kCall, "R_XTENSA_SLOT0_OP (call)", RelocClass::branch, 3},
    {kJump, "R_XTENSA_SLOT0_OP (j)", RelocClass::branch, 3},
    {kBranch12, "R_XTENSA_SLOT0_OP (branch)", RelocClass::branch, 3},
    {kBranch8, "R_XTENSA_SLOT0_OP (branch)", RelocClass::branch, 3},
    {kLoop, "R_XTENSA_SLOT0_OP (loop)", RelocClass::branch, 3},
    {kBranch6, "R_XTENSA_SLOT0_OP (branch)", RelocClass::branch, 2},
};

// What an instruction's operand is, from its first two bytes: op0 in bits 0-3, n in 4-5, m in 6-7
// of the first, r in bits 4-7 of the second.
uint32_t operand_kind(const uint8_t* loc) {
    uint32_t op0 = loc[0] & 15, n = loc[0] >> 4 & 3, m = loc[0] >> 6, r = loc[1] >> 4;
    switch (op0) {
        case 1:
            return kL32r;
        case 5:
            return kCall;
        case 6:
            if (n == 0) return kJump;
            if (n == 1) return kBranch12;
            if (n == 2 || m >= 2) return kBranch8;
            // n == 3: m == 0 is entry, which has no address
            if (m == 1) return r >= 8 ? kLoop : kBranch8;
            return R_XTENSA_SLOT0_OP;
        case 7:
            return kBranch8;
        case 12:
            return loc[0] & 0x80 ? kBranch6 : R_XTENSA_SLOT0_OP;
        default:
            return R_XTENSA_SLOT0_OP;
    }
}

void decode(const uint8_t* loc, Reloc& reloc) {
    if (reloc.type == R_XTENSA_SLOT0_OP) {
        reloc.type = operand_kind(loc);
    } else if (reloc.type == R_XTENSA_32 || reloc.type == R_XTENSA_PLT) {
        reloc.addend += static_cast<int32_t>(get32(loc));
    }
}

bool is_literal_section(const InputSection& section) {
    return section.name.starts_with(".literal");
}

// Literals in the middle of code (-mtext-section-literals) stay where they are.
bool relax(Context&, InputSection&, Reloc& reloc) {
    const InputSection* target = reloc.symbol->section;
    return target && target->executable() && !is_literal_section(*target);
}

// The literal that an l32r loads; for our own stubs, which have none, the symbol itself.
Value got_value(Context& ctx, const InputSection& section, const Reloc& reloc) {
    const InputSection* literals = reloc.symbol->section;
    if (!literals || !is_literal_section(*literals))
        return value_of(ctx, *reloc.symbol, reloc.addend);
    uint64_t offset = reloc.symbol->value + static_cast<uint64_t>(reloc.addend);
    for (const Reloc& word : find_relocs(*literals, offset))
        if (word.type == R_XTENSA_32 || word.type == R_XTENSA_PLT)
            return value_of(ctx, *word.symbol, word.addend);
    if (offset > literals->size || literals->size - offset < 4) {
        ctx.error(describe(section, reloc.offset), "loads a literal outside of its section");
        return {};
    }
    bool stored = offset + 4 <= literals->data.size();
    return {.kind = ValueKind::absolute,
            .offset = stored ? get32(literals->data.data() + offset) : 0};
}

// Stores the low `width` bits of `value` into the 24-bit instruction from bit `low` on.
void put_field(uint8_t* loc, int low, int width, int64_t value) {
    uint32_t mask = ((uint32_t{1} << width) - 1) << low;
    uint32_t old = get16(loc) | static_cast<uint32_t>(loc[2]) << 16;
    uint32_t now = (old & ~mask) | (static_cast<uint32_t>(value) << low & mask);
    put16(loc, now);
    loc[2] = static_cast<uint8_t>(now >> 16);
}

// l32r counts words back from the next word boundary; the field's missing upper bits are ones.
void apply_l32r(const ApplyArgs& args) {
    bool in_got = args.reloc.got >= 0;
    uint64_t literal = in_got ? args.G : args.S + static_cast<uint64_t>(args.A);
    auto distance = static_cast<int64_t>(literal - ((args.P + 3) & ~uint64_t{3}));
    if (distance >= 0 || distance < -0x40000 || distance % 4) {
        out_of_range(args, distance);
        return;
    }
    put_field(args.loc, 8, 16, distance >> 2);
}

void apply(const ApplyArgs& args) {
    uint64_t target = args.S + static_cast<uint64_t>(args.A);
    auto from_next = static_cast<int64_t>(target - args.P - 4);
    auto fits = [&](int64_t low, int64_t high) {
        if (from_next >= low && from_next < high) return true;
        out_of_range(args, from_next);
        return false;
    };
    switch (args.reloc.type) {
        case kL32r:
            apply_l32r(args);
            break;
        case kCall: {
            auto distance = static_cast<int64_t>(target - (args.P & ~uint64_t{3}) - 4);
            if (distance % 4 || !fits_signed(distance, 20)) {
                out_of_range(args, distance);
            } else {
                put_field(args.loc, 6, 18, distance >> 2);
            }
            break;
        }
        case kJump:
            if (fits(-0x20000, 0x20000)) put_field(args.loc, 6, 18, from_next);
            break;
        case kBranch12:
            if (fits(-0x800, 0x800)) put_field(args.loc, 12, 12, from_next);
            break;
        case kBranch8:
            if (fits(-0x80, 0x80)) put_field(args.loc, 16, 8, from_next);
            break;
        case kLoop:
            if (fits(0, 0x100)) put_field(args.loc, 16, 8, from_next);
            break;
        case kBranch6:
            if (!fits(0, 0x40)) break;
            args.loc[0] = static_cast<uint8_t>((args.loc[0] & 0xcf) | (from_next & 0x30));
            args.loc[1] = static_cast<uint8_t>((args.loc[1] & 0x0f) | (from_next & 0x0f) << 4);
            break;
        case R_XTENSA_32_PCREL:
            put32(args.loc, static_cast<uint32_t>(target - args.P));
            break;
        default:  // an operand of an instruction that is not known to have an address
            out_of_range(args, static_cast<int64_t>(target));
    }
}

Block default_block(const InputSection&) {
    return Block::ram;
}

// j entry
CodeTemplate trampoline(const Context&) {
    return {{0x06, 0, 0}, {patch(0, kJump)}, 4};
}

// l32r a9, target; jx a9
CodeTemplate stub(const Context&, const Symbol&) {
    return {{0x91, 0, 0, 0xa0, 0x09, 0x00}, {patch(0, kL32r)}, 4};
}

constexpr ArchLinker kLinker = {
    .relocs = kRelocs,
    .decode = decode,
    .default_block = default_block,
    .relax = relax,
    .got_value = got_value,
    .drop_section = is_literal_section,
    .apply = apply,
    .trampoline = trampoline,
    .stub = stub,
    .breakpoint = {0xf0, 0x41, 0x00},  // break 1, 15
    .breakpoint_size = 3,
    .text_align = 4,
    .ram_align = 16,
    .size_align = 4,
    .got_first = true,
    .pic_hint = "compile with -mlongcalls",
};

}  // namespace
}  // namespace xtensa

template <>
const ArchLinker& arch_linker<abi::kXtensaLx106.elf>() {
    return xtensa::kLinker;
}

}  // namespace natmod::link
