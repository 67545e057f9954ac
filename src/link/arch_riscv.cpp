// RISC-V, 32 and 64 bit, with compressed instructions.
//
// auipc adds a 20-bit page distance to the program counter, and the instruction behind it the
// other 12 bits: two relocations. The second one does not name the target but the auipc, where the
// first relocation stands (PCREL_HI20 or GOT_HI20); so the low part is computed from the place of
// the high part. With -fpic a global symbol is reached through its GOT slot and a local one
// directly, so the latter must lie in text, static .bss included.
//
// Libraries that are not position independent (picolibc for RV32) load an absolute address with
// lui (HI20) and complete it with LO12. The address is not known here, but its distance is: lui is
// rewritten to auipc, and LO12 is computed as if it named the auipc. Their thread-local variables
// (errno) are addressed likewise, with tp added in between: that addition becomes a move, and the
// variable an ordinary one, as a module runs in one thread at a time.
//
// Tables of distances (switch, exception tables) are pairs of ADDn and SUBn at one place.
//
// Code must be compiled with -mno-relax: nothing is ever shortened, so alignment stays as the
// assembler made it. Objects are SHT_RELA.
//
// Source: RISC-V ELF psABI, chapter 8.4, and the unprivileged ISA manual for the immediates.

#include "link/arch.h"

namespace natmod {
namespace {

enum : uint32_t {
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
};

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
        {R_RISCV_ADD8, "R_RISCV_ADD8", RelocClass::direct, 1},                 \
        {R_RISCV_ADD16, "R_RISCV_ADD16", RelocClass::direct, 2},               \
        {R_RISCV_ADD32, "R_RISCV_ADD32", RelocClass::direct, 4},               \
        {R_RISCV_ADD64, "R_RISCV_ADD64", RelocClass::direct, 8},               \
        {R_RISCV_SUB8, "R_RISCV_SUB8", RelocClass::direct, 1},                 \
        {R_RISCV_SUB16, "R_RISCV_SUB16", RelocClass::direct, 2},               \
        {R_RISCV_SUB32, "R_RISCV_SUB32", RelocClass::direct, 4},               \
        {R_RISCV_SUB64, "R_RISCV_SUB64", RelocClass::direct, 8},               \
        {R_RISCV_GOT32_PCREL, "R_RISCV_GOT32_PCREL", RelocClass::got, 4},      \
        {R_RISCV_ALIGN, "R_RISCV_ALIGN", RelocClass::none, 0},                 \
        {R_RISCV_RVC_BRANCH, "R_RISCV_RVC_BRANCH", RelocClass::branch, 2},     \
        {R_RISCV_RVC_JUMP, "R_RISCV_RVC_JUMP", RelocClass::branch, 2},         \
        {R_RISCV_RELAX, "R_RISCV_RELAX", RelocClass::none, 0},                 \
        {R_RISCV_SUB6, "R_RISCV_SUB6", RelocClass::direct, 1},                 \
        {R_RISCV_SET6, "R_RISCV_SET6", RelocClass::direct, 1},                 \
        {R_RISCV_SET8, "R_RISCV_SET8", RelocClass::direct, 1},                 \
        {R_RISCV_SET16, "R_RISCV_SET16", RelocClass::direct, 2},               \
        {R_RISCV_SET32, "R_RISCV_SET32", RelocClass::direct, 4},               \
        {R_RISCV_32_PCREL, "R_RISCV_32_PCREL", RelocClass::direct, 4},         \
        {R_RISCV_PLT32, "R_RISCV_PLT32", RelocClass::branch, 4},

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

// The upper part is rounded so that the lower one, which is signed, makes up the rest.
uint32_t high_part(int64_t value) {
    return static_cast<uint32_t>(value + 0x800) & 0xfffff000;
}

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

uint32_t destination_register(uint32_t instruction) {
    return instruction >> 7 & 31;
}
uint32_t first_register(uint32_t instruction) {
    return instruction >> 15 & 31;
}

const uint8_t* place(const ApplyArgs& args, const Reloc& reloc) {
    return args.loc - args.reloc.offset + reloc.offset;
}

// Number that the instructions at `hi` and its low part share: the distance of the target from
// `hi`, or the target itself if `hi` is a lui of a constant.
int64_t pair_value(const ApplyArgs& args, const InputSection& section, const Reloc& hi,
                   int64_t addend) {
    uint64_t from = section.offset + hi.offset;
    if (hi.got >= 0) {
        uint64_t slot = args.ctx.got_section->offset +
                        uint64_t{args.ctx.got[static_cast<size_t>(hi.got)].position} *
                            static_cast<uint64_t>(args.ctx.word);
        return static_cast<int64_t>(slot - from) + addend;
    }
    Value value = value_of(args.ctx, *hi.symbol, 0);
    if (value.kind == ValueKind::absolute) return static_cast<int64_t>(value.offset) + addend;
    return static_cast<int64_t>(value.section->offset + value.offset - from) + addend;
}

// The relocation of the auipc that a PCREL_LO12 names; nullptr if there is none.
const Reloc* named_high_part(const Reloc& low) {
    const InputSection* section = low.symbol->section;
    if (!section) return nullptr;
    for (const Reloc& reloc : find_relocs(*section, low.symbol->value))
        if (reloc.type == R_RISCV_PCREL_HI20 || reloc.type == R_RISCV_GOT_HI20) return &reloc;
    return nullptr;
}

bool is_branch(uint32_t type) {
    return type == R_RISCV_BRANCH || type == R_RISCV_JAL || type == R_RISCV_RVC_BRANCH ||
           type == R_RISCV_RVC_JUMP;
}

// Whether code from elsewhere may jump between the two, having passed another high part.
bool is_entered_between(const InputSection& section, const Reloc& hi, const Reloc& low) {
    for (const Reloc& reloc : section.relocs) {
        if (!is_branch(reloc.type) || reloc.symbol->section != &section) continue;
        uint64_t target = reloc.symbol->value + static_cast<uint64_t>(reloc.addend);
        bool inside = target > hi.offset && target <= low.offset;
        bool from_inside = reloc.offset > hi.offset && reloc.offset <= low.offset;
        if (inside && !from_inside && reloc.offset < hi.offset) return true;
    }
    return false;
}

// The lui that a LO12 completes. The relocations do not tell; it is the last one before it that
// loads the same symbol into the register used, unless control flow makes that doubtful.
const Reloc* guessed_high_part(const ApplyArgs& args, uint32_t high_type) {
    const Reloc* same_symbol = nullptr;
    const Reloc* same_register = nullptr;
    int candidates = 0;
    for (const Reloc& reloc : args.section.relocs) {
        if (reloc.type != high_type || reloc.symbol != args.reloc.symbol) continue;
        ++candidates;
        if (reloc.offset > args.reloc.offset) continue;
        same_symbol = &reloc;
        if (destination_register(get32(place(args, reloc))) == first_register(get32(args.loc)))
            same_register = &reloc;
    }
    const Reloc* hi = same_register ? same_register : same_symbol;
    if (hi && candidates > 1 && is_entered_between(args.section, *hi, args.reloc)) return nullptr;
    return hi;
}

void apply_low_part(const ApplyArgs& args) {
    uint32_t type = args.reloc.type;
    const InputSection* section = &args.section;
    const Reloc* hi = nullptr;
    int64_t value = 0;
    if (type == R_RISCV_PCREL_LO12_I || type == R_RISCV_PCREL_LO12_S) {
        section = args.reloc.symbol->section;
        hi = named_high_part(args.reloc);
        if (hi) value = pair_value(args, *section, *hi, hi->addend);
    } else {
        bool thread_local_data = type == R_RISCV_TPREL_LO12_I || type == R_RISCV_TPREL_LO12_S;
        hi = guessed_high_part(args, thread_local_data ? R_RISCV_TPREL_HI20 : R_RISCV_HI20);
        if (hi) value = pair_value(args, *section, *hi, args.A);
    }
    if (!hi) {
        args.ctx.error(describe(args.section, args.reloc.offset),
                       "cannot tell which instruction loads the upper part of this address",
                       "compile with -fpic");
        return;
    }
    // An absolute pair may have different addends; the upper part was made for that of `hi`.
    int64_t upper = static_cast<int32_t>(high_part(pair_value(args, *section, *hi, hi->addend)));
    int64_t low = value - upper;
    if (!fits_signed(low, 12)) {
        out_of_range(args, low);
        return;
    }
    if (hi->rewrite == kDirect || hi->rewrite == kConstant)  // the load becomes addi
        put32(args.loc, (get32(args.loc) & 0xffff8f80) | 0x13);
    if (type == R_RISCV_PCREL_LO12_S || type == R_RISCV_LO12_S || type == R_RISCV_TPREL_LO12_S) {
        put_s_type(args.loc, low);
    } else {
        put_i_type(args.loc, low);
    }
}

void apply_high_part(const ApplyArgs& args) {
    int64_t value = pair_value(args, args.section, args.reloc, args.A);
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
        case R_RISCV_GOT_HI20:
        case R_RISCV_PCREL_HI20:
        case R_RISCV_HI20:
        case R_RISCV_TPREL_HI20:
            apply_high_part(args);
            break;
        case R_RISCV_PCREL_LO12_I:
        case R_RISCV_PCREL_LO12_S:
        case R_RISCV_LO12_I:
        case R_RISCV_LO12_S:
        case R_RISCV_TPREL_LO12_I:
        case R_RISCV_TPREL_LO12_S:
            apply_low_part(args);
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

Reloc patch(uint32_t offset, uint32_t type) {
    Reloc reloc;
    reloc.offset = offset;
    reloc.type = type;
    return reloc;
}

// auipc t1, hi; jalr zero, lo(t1)
CodeTemplate trampoline(const Context&) {
    return {{0x17, 0x03, 0, 0, 0x67, 0x00, 0x03, 0}, {patch(0, R_RISCV_CALL)}, 2};
}

// auipc t1, 0; lw t1, 12(t1) or ld t1, 16(t1); jr t1; padding; .word target. t1 is a temporary
// that neither arguments nor a return address are in.
CodeTemplate stub(const Context& ctx) {
    if (ctx.word == 8) {
        return {{0x17, 0x03, 0, 0, 0x03, 0x33, 0x03, 0x01, 0x67, 0x00, 0x03, 0,
                 0,    0,    0, 0, 0,    0,    0,    0,    0,    0,    0,    0},
                {patch(16, R_RISCV_64)},
                8};
    }
    return {{0x17, 0x03, 0, 0, 0x03, 0x23, 0xc3, 0x00, 0x67, 0x00, 0x03, 0, 0, 0, 0, 0},
            {patch(12, R_RISCV_32)},
            4};
}

constexpr ArchLinker riscv(std::span<const RelocInfo> relocs, uint64_t align) {
    return {
        .relocs = relocs,
        .default_block = default_block,
        .relax = relax,
        .apply = apply,
        .trampoline = trampoline,
        .stub = stub,
        .text_align = align,
        .ram_align = align,
        .pic_hint = "compile with -fpic",
    };
}

}  // namespace

const ArchLinker kRiscv32Linker = riscv(kRelocs32, 16);
const ArchLinker kRiscv64Linker = riscv(kRelocs64, 32);

}  // namespace natmod
