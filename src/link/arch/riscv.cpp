// SPDX-License-Identifier: MIT
// RISC-V, 32 and 64 bit, with compressed instructions, compiled with -fpic.
//
// It takes two instructions to reach an address. auipc adds the upper 20 bits of a distance to the
// program counter, and the next instruction adds the other 12, which are signed:
//
//     .L1: auipc a5, ...            R_RISCV_GOT_HI20 of mp_type_str: a slot of the GOT, for globals
//          lw    a5, ...(a5)        R_RISCV_PCREL_LO12_I of .L1 (ld on 64 bits)
//     .L2: auipc a4, ...            R_RISCV_PCREL_HI20 of table: S + A - P, for locals
//          sw    a0, ...(a4)        R_RISCV_PCREL_LO12_S of .L2: _S is a store, _I all others
//
// The second relocation does not name the target but the auipc, where the first one stands: the low
// part counts from the place of the high part. A local symbol is reached directly, so it must lie
// in text, static .bss included. The reach is 2 GiB. If the symbol of a GOT_HI20 turns out to be in
// text, or a number, the linker turns the load into addi, and the slot is not needed.
//
// Branches reach, either way,
//
//     R_RISCV_CALL, _CALL_PLT       auipc and jalr, one relocation for both: 2 GiB
//     R_RISCV_JAL                   jal: 1 MiB
//     R_RISCV_BRANCH                beq and the like: 4 KiB
//     R_RISCV_RVC_JUMP              c.j, c.jal: 2 KiB
//     R_RISCV_RVC_BRANCH            c.beqz, c.bnez: 256 bytes
//
// and a function of the firmware gets a stub. Tables hold addresses, R_RISCV_32 or _64, or
// distances (switch, exception tables), which are pairs of ADDn and SUBn at one place.
//
// Absolute addresses (HI20 and LO12) are made relative: see riscv_absolute.cpp.
//
// Code must be compiled with -mno-relax: nothing is ever shortened, so alignment stays as the
// assembler made it. Objects are SHT_RELA.
//
// Source: RISC-V ELF psABI, chapter 8.4, and the unprivileged ISA manual for the immediates.

#include "link/arch/riscv.h"
#include "link/arch.h"

namespace natmod::link {
namespace {

// Both widths share everything but the pointer-sized word.
#define COMMON_RELOCS                                                          \
    {R_RISCV_BRANCH, "R_RISCV_BRANCH", RelocClass::branch, 4},                 \
        {R_RISCV_JAL, "R_RISCV_JAL", RelocClass::branch, 4},                   \
        {R_RISCV_CALL, "R_RISCV_CALL", RelocClass::branch, 8},                 \
        {R_RISCV_CALL_PLT, "R_RISCV_CALL_PLT", RelocClass::branch, 8},         \
        {R_RISCV_GOT_HI20, "R_RISCV_GOT_HI20", RelocClass::got, 4},            \
        {R_RISCV_PCREL_HI20, "R_RISCV_PCREL_HI20", RelocClass::direct, 4},     \
        {R_RISCV_PCREL_LO12_I, "R_RISCV_PCREL_LO12_I", RelocClass::direct, 4}, \
        {R_RISCV_PCREL_LO12_S, "R_RISCV_PCREL_LO12_S", RelocClass::direct, 4}, \
        {R_RISCV_HI20, "R_RISCV_HI20", RelocClass::direct, 4},                 \
        {R_RISCV_LO12_I, "R_RISCV_LO12_I", RelocClass::direct, 4},             \
        {R_RISCV_LO12_S, "R_RISCV_LO12_S", RelocClass::direct, 4},             \
        {R_RISCV_TPREL_HI20, "R_RISCV_TPREL_HI20", RelocClass::direct, 4},     \
        {R_RISCV_TPREL_LO12_I, "R_RISCV_TPREL_LO12_I", RelocClass::direct, 4}, \
        {R_RISCV_TPREL_LO12_S, "R_RISCV_TPREL_LO12_S", RelocClass::direct, 4}, \
        {R_RISCV_TPREL_ADD, "R_RISCV_TPREL_ADD", RelocClass::direct, 4},       \
        {R_RISCV_ADD8, "R_RISCV_ADD8", RelocClass::direct, 1, true},           \
        {R_RISCV_ADD16, "R_RISCV_ADD16", RelocClass::direct, 2, true},         \
        {R_RISCV_ADD32, "R_RISCV_ADD32", RelocClass::direct, 4, true},         \
        {R_RISCV_ADD64, "R_RISCV_ADD64", RelocClass::direct, 8, true},         \
        {R_RISCV_SUB8, "R_RISCV_SUB8", RelocClass::direct, 1, true},           \
        {R_RISCV_SUB16, "R_RISCV_SUB16", RelocClass::direct, 2, true},         \
        {R_RISCV_SUB32, "R_RISCV_SUB32", RelocClass::direct, 4, true},         \
        {R_RISCV_SUB64, "R_RISCV_SUB64", RelocClass::direct, 8, true},         \
        {R_RISCV_GOT32_PCREL, "R_RISCV_GOT32_PCREL", RelocClass::got, 4},      \
        {R_RISCV_ALIGN, "R_RISCV_ALIGN", RelocClass::none, 0},                 \
        {R_RISCV_RVC_BRANCH, "R_RISCV_RVC_BRANCH", RelocClass::branch, 2},     \
        {R_RISCV_RVC_JUMP, "R_RISCV_RVC_JUMP", RelocClass::branch, 2},         \
        {R_RISCV_RELAX, "R_RISCV_RELAX", RelocClass::none, 0},                 \
        {R_RISCV_SUB6, "R_RISCV_SUB6", RelocClass::direct, 1, true},           \
        {R_RISCV_SET6, "R_RISCV_SET6", RelocClass::direct, 1, true},           \
        {R_RISCV_SET8, "R_RISCV_SET8", RelocClass::direct, 1, true},           \
        {R_RISCV_SET16, "R_RISCV_SET16", RelocClass::direct, 2, true},         \
        {R_RISCV_SET32, "R_RISCV_SET32", RelocClass::direct, 4, true},         \
        {R_RISCV_32_PCREL, "R_RISCV_32_PCREL", RelocClass::direct, 4},         \
        {R_RISCV_PLT32, "R_RISCV_PLT32", RelocClass::branch, 4},               \
        {kPairHigh, "R_RISCV_HI20", RelocClass::direct, 4},                    \
        {kPairLowI, "R_RISCV_LO12_I", RelocClass::direct, 4},                  \
        {kPairLowS, "R_RISCV_LO12_S", RelocClass::direct, 4},                  \
        {kIslandJump, "R_RISCV_HI20", RelocClass::direct, 4},                  \
        {kIslandOffsetI, "R_RISCV_LO12_I", RelocClass::constant, 4},           \
        {kIslandOffsetS, "R_RISCV_LO12_S", RelocClass::constant, 4},           \
        {kAbsoluteHigh, "R_RISCV_HI20", RelocClass::constant, 4},              \
        {kAbsoluteLowI, "R_RISCV_LO12_I", RelocClass::constant, 4},            \
        {kAbsoluteLowS, "R_RISCV_LO12_S", RelocClass::constant, 4},            \
        {kSlot, "R_RISCV_GOT_HI20", RelocClass::got, 8},

constexpr RelocInfo kRelocs32[] = {{R_RISCV_NONE, "R_RISCV_NONE", RelocClass::none, 0},
                                   {R_RISCV_32, "R_RISCV_32", RelocClass::word, 4},
                                   COMMON_RELOCS};
constexpr RelocInfo kRelocs64[] = {{R_RISCV_NONE, "R_RISCV_NONE", RelocClass::none, 0},
                                   {R_RISCV_32, "R_RISCV_32", RelocClass::constant, 4},
                                   {R_RISCV_64, "R_RISCV_64", RelocClass::word, 8},
                                   COMMON_RELOCS};
#undef COMMON_RELOCS

// What becomes of a GOT_HI20 whose symbol needs no slot.
enum : Rewrite {
    kDirect = 1,  // auipc + load  ->  auipc + addi
    kConstant,    // auipc + load  ->  lui + addi
};

uint32_t bits(uint64_t value, int high, int low) {
    return static_cast<uint32_t>(value >> low & ((uint64_t{1} << (high - low + 1)) - 1));
}

void put_u_type(uint8_t* loc, uint32_t high) {
    put32(loc, (get32(loc) & 0xfff) | high);
}

void put_i_type(uint8_t* loc, int64_t value) {
    put32(loc, (get32(loc) & 0xfffff) | bits(static_cast<uint64_t>(value), 11, 0) << 20);
}

void put_s_type(uint8_t* loc, int64_t value) {
    auto v = static_cast<uint64_t>(value);
    put32(loc, (get32(loc) & 0x1fff07f) | bits(v, 11, 5) << 25 | bits(v, 4, 0) << 7);
}

void put_b_type(uint8_t* loc, int64_t value) {
    auto v = static_cast<uint64_t>(value);
    put32(loc, (get32(loc) & 0x1fff07f) | bits(v, 12, 12) << 31 | bits(v, 10, 5) << 25 |
                   bits(v, 4, 1) << 8 | bits(v, 11, 11) << 7);
}

void put_j_type(uint8_t* loc, int64_t value) {
    auto v = static_cast<uint64_t>(value);
    put32(loc, (get32(loc) & 0xfff) | bits(v, 20, 20) << 31 | bits(v, 10, 1) << 21 |
                   bits(v, 11, 11) << 20 | bits(v, 19, 12) << 12);
}

// c.beqz, c.bnez
void put_cb_type(uint8_t* loc, int64_t value) {
    auto v = static_cast<uint64_t>(value);
    put16(loc, (get16(loc) & 0xe383) | bits(v, 8, 8) << 12 | bits(v, 4, 3) << 10 |
                   bits(v, 7, 6) << 5 | bits(v, 2, 1) << 3 | bits(v, 5, 5) << 2);
}

// c.j, c.jal
void put_cj_type(uint8_t* loc, int64_t value) {
    auto v = static_cast<uint64_t>(value);
    put16(loc, (get16(loc) & 0xe003) | bits(v, 11, 11) << 12 | bits(v, 4, 4) << 11 |
                   bits(v, 9, 8) << 9 | bits(v, 10, 10) << 8 | bits(v, 6, 6) << 7 |
                   bits(v, 7, 7) << 6 | bits(v, 3, 1) << 3 | bits(v, 5, 5) << 2);
}

bool relax(Context& ctx, InputSection&, Reloc& reloc) {
    if (reloc.type != R_RISCV_GOT_HI20 || reloc.addend != 0) return false;
    Value value = value_of(ctx, *reloc.symbol, 0);
    if (value.kind == ValueKind::section && value.section->block == Block::text) {
        reloc.rewrite = kDirect;
    } else if (value.kind == ValueKind::absolute &&
               fits_signed(static_cast<int64_t>(value.offset), 31)) {
        reloc.rewrite = kConstant;
    }
    return reloc.rewrite != kNoRewrite;
}

void put_low(const ApplyArgs& args, bool store, int64_t value) {
    if (!fits_signed(value, 12)) return out_of_range(args, value);
    if (store) {
        put_s_type(args.loc, value);
    } else {
        put_i_type(args.loc, value);
    }
}

void apply_low_part(const ApplyArgs& args) {
    const Reloc* high = named_high_part(args.reloc);
    if (!high) {
        args.ctx.error(describe(args.section, args.reloc.offset),
                       "no instruction loads the upper part of this address");
        return;
    }
    if (high->rewrite == kDirect || high->rewrite == kConstant)  // the load becomes addi
        put32(args.loc, (get32(args.loc) & 0xffff8f80) | 0x13);
    bool named_target = args.reloc.type == kPairLowI || args.reloc.type == kPairLowS;
    bool store = args.reloc.type == R_RISCV_PCREL_LO12_S || args.reloc.type == kPairLowS;
    int64_t more = named_target ? args.A - high->addend : 0;
    put_low(
        args, store,
        low_part(pair_value(args.ctx, *args.reloc.symbol->section, *high, high->addend)) + more);
}

// Sign extended from 32 bits, as the registers are.
int64_t low_of_address(uint64_t address) {
    return low_part(static_cast<int32_t>(address));
}

void apply_high_part(const ApplyArgs& args) {
    int64_t value = pair_value(args.ctx, args.section, args.reloc, args.A);
    if (!fits_signed(value + 0x800, 32)) {
        out_of_range(args, value);
        return;
    }
    put_u_type(args.loc, high_part(value));
    uint32_t opcode = args.reloc.rewrite == kConstant ? 0x37 : 0x17;  // lui, auipc
    put32(args.loc, (get32(args.loc) & ~uint32_t{0x7f}) | opcode);
}

void apply(const ApplyArgs& args) {
    uint64_t target = args.S + static_cast<uint64_t>(args.A);
    auto distance = static_cast<int64_t>(target - args.P);
    auto fits = [&](int width) {
        if (fits_signed(distance, width)) return true;
        out_of_range(args, distance);
        return false;
    };
    uint8_t* loc = args.loc;
    switch (args.reloc.type) {
        case R_RISCV_BRANCH:
            if (fits(13)) put_b_type(loc, distance);
            break;
        case R_RISCV_JAL:
            if (fits(21)) put_j_type(loc, distance);
            break;
        case R_RISCV_RVC_BRANCH:
            if (fits(9)) put_cb_type(loc, distance);
            break;
        case R_RISCV_RVC_JUMP:
            if (fits(12)) put_cj_type(loc, distance);
            break;
        case R_RISCV_CALL:
        case R_RISCV_CALL_PLT:
            if (!fits(32)) break;
            put_u_type(loc, high_part(distance));
            put_i_type(loc + 4, distance);
            break;
        case kSlot:
            distance = static_cast<int64_t>(args.G - args.P);
            put_u_type(loc, high_part(distance));
            put_i_type(loc + 4, low_part(distance));
            break;
        case R_RISCV_GOT_HI20:
        case R_RISCV_PCREL_HI20:
        case kPairHigh:
            apply_high_part(args);
            break;
        case R_RISCV_PCREL_LO12_I:
        case R_RISCV_PCREL_LO12_S:
        case kPairLowI:
        case kPairLowS:
            apply_low_part(args);
            break;
        case kIslandJump:
            if (!fits(21)) break;
            put32(loc, 0x6f);  // jal zero
            put_j_type(loc, distance);
            break;
        case kIslandOffsetI:
        case kIslandOffsetS:
            put_low(args, args.reloc.type == kIslandOffsetS, args.A);
            break;
        case kAbsoluteHigh:
            if (args.ctx.word == 8 && !fits_signed(static_cast<int64_t>(target) + 0x800, 32)) {
                out_of_range(args, static_cast<int64_t>(target));
                break;
            }
            put_u_type(loc, high_part(static_cast<int64_t>(target)));
            put32(loc, (get32(loc) & ~uint32_t{0x7f}) | 0x37);  // lui
            break;
        case kAbsoluteLowI:
        case kAbsoluteLowS:
            put_low(args, args.reloc.type == kAbsoluteLowS, low_of_address(target));
            break;
        case R_RISCV_TPREL_ADD:  // add rd, rs1, tp  ->  addi rd, rs1, 0
            if ((get16(loc) & 3) == 3) {
                put32(loc, (get32(loc) & 0x000fff80) | 0x13);
            } else {  // c.add rd, tp  ->  c.nop
                put16(loc, 0x0001);
            }
            break;
        case R_RISCV_ADD8:
            *loc = static_cast<uint8_t>(*loc + target);
            break;
        case R_RISCV_SUB8:
            *loc = static_cast<uint8_t>(*loc - target);
            break;
        case R_RISCV_SET8:
            *loc = static_cast<uint8_t>(target);
            break;
        case R_RISCV_ADD16:
            put16(loc, get16(loc) + static_cast<uint32_t>(target));
            break;
        case R_RISCV_SUB16:
            put16(loc, get16(loc) - static_cast<uint32_t>(target));
            break;
        case R_RISCV_SET16:
            put16(loc, static_cast<uint32_t>(target));
            break;
        case R_RISCV_ADD32:
            put32(loc, get32(loc) + static_cast<uint32_t>(target));
            break;
        case R_RISCV_SUB32:
            put32(loc, get32(loc) - static_cast<uint32_t>(target));
            break;
        case R_RISCV_SET32:
            put32(loc, static_cast<uint32_t>(target));
            break;
        case R_RISCV_ADD64:
            put64(loc, get64(loc) + target);
            break;
        case R_RISCV_SUB64:
            put64(loc, get64(loc) - target);
            break;
        case R_RISCV_SUB6:
            *loc = static_cast<uint8_t>((*loc & 0xc0) | ((*loc - target) & 0x3f));
            break;
        case R_RISCV_SET6:
            *loc = static_cast<uint8_t>((*loc & 0xc0) | (target & 0x3f));
            break;
        case R_RISCV_32_PCREL:
        case R_RISCV_PLT32:
            if (fits(32)) put32(loc, static_cast<uint32_t>(distance));
            break;
        case R_RISCV_GOT32_PCREL:
            put32(loc, static_cast<uint32_t>(args.G + static_cast<uint64_t>(args.A) - args.P));
            break;
        case R_RISCV_32:
            put32(loc, static_cast<uint32_t>(target));
            break;
    }
}

// As on x86: what is zero at the start and only reached through the GOT may be scanned by the
// garbage collector, the rest stays with the code.
Block default_block(const InputSection& section) {
    return section.zero() ? Block::ram : Block::text;
}

// auipc t1, hi; jalr zero, lo(t1)
CodeTemplate trampoline(const Context&) {
    return {{0x17, 0x03, 0, 0, 0x67, 0x00, 0x03, 0}, {patch(0, R_RISCV_CALL)}, 2};
}

// auipc t1, hi; lw t1, lo(t1) or ld t1, lo(t1); c.jr t1. t1 is a temporary that neither arguments
// nor a return address are in.
CodeTemplate stub(const Context& ctx, const Symbol&) {
    uint8_t load = ctx.word == 8 ? 0x33 : 0x23;
    return {{0x17, 0x03, 0, 0, 0x03, load, 0x03, 0, 0x02, 0x83}, {patch(0, kSlot)}, 2};
}

FloatAbi float_abi(const ElfObject& elf) {
    constexpr uint32_t kFloatAbi = 6;  // of e_flags: 0 integer registers, else an FPU's
    return elf.flags & kFloatAbi ? FloatAbi::fpu : FloatAbi::integer;
}

// Libraries are those for processors with atomic instructions (MicroPython does the same): for
// others compilers have none of compressed code. An ESP32-C3 lacks these instructions.
bool is_too_new(std::span<const uint8_t> code) {
    constexpr uint32_t kAtomic = 0x2f;
    for (size_t i = 0; i + 4 <= code.size(); i += (code[i] & 3) == 3 ? 4 : 2)
        if (opcode(code[i]) == kAtomic) return true;
    return false;
}

constexpr ArchLinker riscv(std::span<const RelocInfo> relocs, uint64_t align) {
    return {
        .relocs = relocs,
        .default_block = default_block,
        .relax = relax,
        .apply = apply,
        .prepare = make_relative,
        .settle = add_missing_islands,
        .is_too_new = is_too_new,
        .float_abi = float_abi,
        .trampoline = trampoline,
        .stub = stub,
        .breakpoint = {0x02, 0x90},  // c.ebreak
        .breakpoint_size = 2,
        .text_align = align,
        .ram_align = align,
        .plain_thread_locals = true,
        .pic_hint = "compile with -fpic",
    };
}

}  // namespace

const Reloc* named_high_part(const Reloc& low) {
    const InputSection* section = low.symbol->section;
    if (!section) return nullptr;
    for (const Reloc& reloc : find_relocs(*section, low.symbol->value))
        if (reloc.type == R_RISCV_PCREL_HI20 || reloc.type == R_RISCV_GOT_HI20 ||
            reloc.type == kPairHigh || reloc.type == kAbsoluteHigh)
            return &reloc;
    return nullptr;
}

int64_t pair_value(Context& ctx, const InputSection& section, const Reloc& high, int64_t addend) {
    uint64_t from = section.offset + high.offset;
    if (high.got >= 0) {
        uint64_t slot =
            ctx.got_section->offset + uint64_t{ctx.got[static_cast<size_t>(high.got)].position} *
                                          static_cast<uint64_t>(ctx.word);
        return static_cast<int64_t>(slot - from) + addend;
    }
    Value value = value_of(ctx, *high.symbol, 0);
    if (value.kind == ValueKind::absolute) return static_cast<int64_t>(value.offset) + addend;
    return static_cast<int64_t>(value.section->offset + value.offset - from) + addend;
}

template <>
const ArchLinker& arch_linker<abi::kRiscv32.elf>() {
    static const ArchLinker linker = riscv(kRelocs32, 16);
    return linker;
}

template <>
const ArchLinker& arch_linker<abi::kRiscv64.elf>() {
    static const ArchLinker linker = riscv(kRelocs64, 32);
    return linker;
}

}  // namespace natmod::link
