// SPDX-License-Identifier: MIT
// x86-64 (ARCH=x64), System V ABI, compiled with -fpic.
//
// Nearly every instruction can address memory as a signed 32-bit distance from its own end, written
// `disp32(%rip)`. Code therefore reaches everything in its own block without a register and without
// a relocation at load time:
//
//     lea   table(%rip), %rax        R_X86_64_PC32: S + A - P, with A = -4, because the distance
//     call  helper                   counts from the end of the field. R_X86_64_PLT32 is the same
//                                    for branches; there is no PLT, a stub stands in where needed.
//
// What may be in another block or is known only at import, the compiler fetches from a slot of the
// GOT, an array of 64-bit addresses in our text:
//
//     mov   mp_type_str@GOTPCREL(%rip), %rax
//     call  *mp_obj_new_int@GOTPCREL(%rip)
//
// R_X86_64_GOTPCREL: G + A - P, where G is the slot. The forms GOTPCRELX and REX_GOTPCRELX (with a
// REX prefix) promise that the field ends a known instruction, so that the linker may rewrite it
// when the target turns out to be near (mov becomes lea, an indirect call a direct one) or to be a
// number (mov $imm32). Static tables hold 64-bit addresses: R_X86_64_64.
//
// On hosts with this processor text is writable, so tables, .data and static .bss lie in text,
// within reach of disp32. Zero-initialised data that is reached through the GOT only, that is
// global variables, goes to the RAM block, which the garbage collector scans.

#include "link/arch.h"

namespace natmod::link {
namespace x86_64 {
namespace {

enum : uint32_t {
    R_X86_64_NONE = 0,
    R_X86_64_64 = 1,
    R_X86_64_PC32 = 2,
    R_X86_64_PLT32 = 4,
    R_X86_64_GOTPCREL = 9,
    R_X86_64_32 = 10,
    R_X86_64_32S = 11,
    R_X86_64_PC64 = 24,
    R_X86_64_GOTOFF64 = 25,
    R_X86_64_GOTPC32 = 26,
    R_X86_64_GOTPCREL64 = 28,
    R_X86_64_GOTPC64 = 29,
    R_X86_64_GOTPCRELX = 41,
    R_X86_64_REX_GOTPCRELX = 42,
};

constexpr RelocInfo kRelocs[] = {
    {R_X86_64_NONE, "R_X86_64_NONE", RelocClass::none, 0},
    {R_X86_64_64, "R_X86_64_64", RelocClass::word, 8},
    {R_X86_64_PC32, "R_X86_64_PC32", RelocClass::direct, 4},
    {R_X86_64_PLT32, "R_X86_64_PLT32", RelocClass::branch, 4},
    {R_X86_64_GOTPCREL, "R_X86_64_GOTPCREL", RelocClass::got, 4},
    {R_X86_64_32, "R_X86_64_32", RelocClass::constant, 4},
    {R_X86_64_32S, "R_X86_64_32S", RelocClass::constant, 4},
    {R_X86_64_PC64, "R_X86_64_PC64", RelocClass::direct, 8},
    {R_X86_64_GOTOFF64, "R_X86_64_GOTOFF64", RelocClass::direct, 8},
    {R_X86_64_GOTPC32, "R_X86_64_GOTPC32", RelocClass::direct, 4},
    {R_X86_64_GOTPCREL64, "R_X86_64_GOTPCREL64", RelocClass::got, 8},
    {R_X86_64_GOTPC64, "R_X86_64_GOTPC64", RelocClass::direct, 8},
    {R_X86_64_GOTPCRELX, "R_X86_64_GOTPCRELX", RelocClass::got, 4},
    {R_X86_64_REX_GOTPCRELX, "R_X86_64_REX_GOTPCRELX", RelocClass::got, 4},
};

// What becomes of an instruction whose last four bytes are the displacement of a GOT slot.
enum : Rewrite {
    kLea = 1,    // mov slot, reg   -> lea target, reg
    kCall,       // call *slot      -> call target, with a prefix that fills the sixth byte
    kJump,       // jmp *slot       -> jmp target; nop
    kMovImm,     // mov slot, reg   -> mov $value, reg
    kTestImm,    // test reg, slot  -> test $value, reg
    kBinaryImm,  // add slot, reg   -> add $value, reg; likewise or, adc, sbb, and, sub, xor, cmp
};

constexpr uint8_t kMov = 0x8b, kLeaOp = 0x8d, kTest = 0x85, kGroup5 = 0xff;

// Operation `reg, r/m` of the first eight arithmetic instructions: 03, 0b, 13, ... 3b.
bool is_binary(uint8_t opcode) {
    return (opcode & 0xc7) == 0x03;
}

Rewrite rewrite_for_text(uint8_t opcode, uint8_t modrm) {
    if (opcode == kMov) return kLea;
    if (opcode == kGroup5 && modrm == 0x15) return kCall;
    if (opcode == kGroup5 && modrm == 0x25) return kJump;
    return kNoRewrite;
}

Rewrite rewrite_for_number(uint8_t opcode) {
    if (opcode == kMov) return kMovImm;
    if (opcode == kTest) return kTestImm;
    if (is_binary(opcode)) return kBinaryImm;
    return kNoRewrite;
}

bool relax(Context& ctx, InputSection& section, Reloc& reloc) {
    bool rex = reloc.type == R_X86_64_REX_GOTPCRELX;
    if (!rex && reloc.type != R_X86_64_GOTPCRELX) return false;
    uint32_t before = rex ? 3 : 2;  // bytes of the instruction in front of the displacement
    if (reloc.offset < before || reloc.addend != -4) return false;
    const uint8_t* field = section.data.data() + reloc.offset;
    uint8_t opcode = field[-2], modrm = field[-1];
    if ((modrm & 0xc7) != 0x05) return false;             // not disp32(%rip)
    if (rex && (field[-3] & 0xf0) != 0x40) return false;  // no REX prefix there
    Value value = value_of(ctx, *reloc.symbol, 0);
    if (value.kind == ValueKind::section && value.section->block == Block::text)
        reloc.rewrite = rewrite_for_text(opcode, modrm);
    else if (value.kind == ValueKind::absolute &&
             fits_signed(static_cast<int64_t>(value.offset), 32))
        reloc.rewrite = rewrite_for_number(opcode);
    return reloc.rewrite != kNoRewrite;
}

void put_field(const ApplyArgs& args, uint8_t* field, int64_t value) {
    if (!fits_signed(value, 32)) return out_of_range(args, value);
    put32(field, static_cast<uint32_t>(value));
}

// The register moves from ModRM's `reg` to its `r/m`, and so does its fourth bit in REX, R to B.
void put_immediate_form(const ApplyArgs& args, uint8_t opcode, uint8_t extension) {
    uint8_t* p = args.loc;
    if (args.reloc.type == R_X86_64_REX_GOTPCRELX)
        p[-3] = static_cast<uint8_t>((p[-3] & ~0x05) | (p[-3] >> 2 & 1));
    p[-1] = static_cast<uint8_t>(0xc0 | extension << 3 | (p[-1] >> 3 & 7));
    p[-2] = opcode;
    put_field(args, p, static_cast<int64_t>(args.S));
}

void apply_rewrite(const ApplyArgs& args, int64_t distance) {
    uint8_t* p = args.loc;
    switch (args.reloc.rewrite) {
        case kLea:
            p[-2] = kLeaOp;
            put_field(args, p, distance);
            break;
        case kCall:
            p[-2] = 0x67;  // address-size prefix, which a call ignores
            p[-1] = 0xe8;
            put_field(args, p, distance);
            break;
        case kJump:
            p[-2] = 0xe9;
            p[3] = 0x90;
            put_field(args, p - 1, distance + 1);  // the instruction ends a byte earlier
            break;
        case kMovImm:
            put_immediate_form(args, 0xc7, 0);
            break;
        case kTestImm:
            put_immediate_form(args, 0xf7, 0);
            break;
        case kBinaryImm:
            put_immediate_form(args, 0x81, p[-2] >> 3 & 7);
            break;
    }
}

void apply(const ApplyArgs& args) {
    auto [S, A, P] = std::tuple(static_cast<int64_t>(args.S), args.A, static_cast<int64_t>(args.P));
    auto G = static_cast<int64_t>(args.G), GOT = static_cast<int64_t>(args.GOT);
    if (args.reloc.rewrite) return apply_rewrite(args, S + A - P);
    switch (args.reloc.type) {
        case R_X86_64_PC32:
        case R_X86_64_PLT32:
            return put_field(args, args.loc, S + A - P);
        case R_X86_64_GOTPCREL:
        case R_X86_64_GOTPCRELX:
        case R_X86_64_REX_GOTPCRELX:
            return put_field(args, args.loc, G + A - P);
        case R_X86_64_GOTPC32:
            return put_field(args, args.loc, GOT + A - P);
        case R_X86_64_32S:
            return put_field(args, args.loc, S + A);
        case R_X86_64_32:
            if ((S + A) >> 32) return out_of_range(args, S + A);
            return put32(args.loc, static_cast<uint32_t>(S + A));
        case R_X86_64_PC64:
            return put64(args.loc, static_cast<uint64_t>(S + A - P));
        case R_X86_64_GOTOFF64:
            return put64(args.loc, static_cast<uint64_t>(S + A - GOT));
        case R_X86_64_GOTPCREL64:
            return put64(args.loc, static_cast<uint64_t>(G + A - P));
        case R_X86_64_GOTPC64:
            return put64(args.loc, static_cast<uint64_t>(GOT + A - P));
    }
}

Block default_block(const InputSection& section) {
    return section.zero() ? Block::ram : Block::text;
}

CodeTemplate trampoline(const Context&) {
    return {{0xe9, 0, 0, 0, 0}, {{.offset = 1, .type = R_X86_64_PC32, .addend = -4}}};
}

CodeTemplate stub(const Context&, const Symbol&) {  // jmp *slot(%rip)
    return {{kGroup5, 0x25, 0, 0, 0, 0}, {{.offset = 2, .type = R_X86_64_GOTPCREL, .addend = -4}}};
}

constexpr ArchLinker kLinker = {
    .relocs = kRelocs,
    .default_block = default_block,
    .relax = relax,
    .apply = apply,
    .trampoline = trampoline,
    .stub = stub,
    .breakpoint = {0xcc},  // int3
    .breakpoint_size = 1,
    .text_align = 4096,  // text is mapped in pages
    .ram_align = 32,
    .pic_hint = "compile with -fpic",
};

}  // namespace
}  // namespace x86_64

template <>
const ArchLinker& arch_linker<abi::kX86_64.elf>() {
    return x86_64::kLinker;
}

}  // namespace natmod::link
