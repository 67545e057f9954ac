// SPDX-License-Identifier: MIT
// 32-bit x86 (ARCH=x86), compiled with -fpic.
//
// Jumps and calls count from the program counter, but data cannot be addressed so. A function
// therefore gets the address of the GOT, an array of addresses in our text, into a register, and
// reaches everything else from there:
//
//     call  __x86.get_pc_thunk.bx          R_386_PC32: S + A - P, with A = -4, because the distance
//                                          counts from the end of the field
//     add   $_GLOBAL_OFFSET_TABLE_, %ebx   R_386_GOTPC: GOT + A - P
//     lea   table@GOTOFF(%ebx), %eax       R_386_GOTOFF: S + A - GOT, for variables of the source
//     mov   mp_type_str@GOT(%ebx), %eax    R_386_GOT32X: G + A - GOT, where G is a slot of the GOT,
//                                          for whatever is elsewhere or known late
//     call  helper                         R_386_PLT32, here the same as R_386_PC32
//
// All fields have 32 bits, which reach everything. Tables hold addresses: R_386_32. Both ends of a
// GOTOFF must lie in text, static .bss included; unix firmware maps text writable.
//
// A call of a function of the firmware goes to a stub. With -fno-plt code calls through the GOT
// slot itself. If the value of a slot is known here, the linker rewrites the load or call (only
// R_386_GOT32X allows it) so that it needs no slot.
//
// Objects are SHT_REL: the addend is in the place.
//
// Source: System V ABI, Intel386 Architecture Processor Supplement, version 1.1, section 4.4 and
// appendix B.2 (linker optimisation of GOT32X).

#include "link/arch.h"

namespace natmod::link {
namespace i386 {
namespace {

enum : uint32_t {
    R_386_NONE = 0,
    R_386_32 = 1,
    R_386_PC32 = 2,
    R_386_GOT32 = 3,
    R_386_PLT32 = 4,
    R_386_GOTOFF = 9,
    R_386_GOTPC = 10,
    R_386_16 = 20,
    R_386_8 = 22,
    R_386_GOT32X = 43,
};

constexpr RelocInfo kRelocs[] = {
    {R_386_NONE, "R_386_NONE", RelocClass::none, 0},
    {R_386_32, "R_386_32", RelocClass::word, 4},
    {R_386_PC32, "R_386_PC32", RelocClass::branch, 4},
    {R_386_GOT32, "R_386_GOT32", RelocClass::got, 4},
    {R_386_PLT32, "R_386_PLT32", RelocClass::branch, 4},
    {R_386_GOTOFF, "R_386_GOTOFF", RelocClass::direct, 4},
    {R_386_GOTPC, "R_386_GOTPC", RelocClass::direct, 4},
    {R_386_16, "R_386_16", RelocClass::constant, 2},
    {R_386_8, "R_386_8", RelocClass::constant, 1},
    {R_386_GOT32X, "R_386_GOT32X", RelocClass::got, 4},
};

int64_t read_addend(uint32_t type, const uint8_t* loc) {
    switch (type) {
        case R_386_NONE:
            return 0;
        case R_386_16:
            return static_cast<int16_t>(get16(loc));
        case R_386_8:
            return static_cast<int8_t>(*loc);
        default:
            return static_cast<int32_t>(get32(loc));
    }
}

// What becomes of an instruction whose operand is a GOT slot, `disp32(%base)`.
enum : Rewrite {
    kLea = 1,  // mov slot, %reg  ->  lea disp(%base), %reg
    kMovImm,   // mov slot, %reg  ->  mov $value, %reg
    kCall,     // call *slot      ->  addr32 call target
    kJmp,      // jmp *slot       ->  jmp target; nop
};

bool relax(Context& ctx, InputSection& section, Reloc& reloc) {
    if (reloc.type != R_386_GOT32X || reloc.addend != 0 || reloc.offset < 2) return false;
    const uint8_t* instruction = section.data.data() + reloc.offset - 2;
    uint8_t opcode = instruction[0], modrm = instruction[1];
    if ((modrm & 0xc0) != 0x80 || (modrm & 7) == 4) return false;  // not disp32(%base)
    Value value = value_of(ctx, *reloc.symbol, 0);
    bool in_text = value.kind == ValueKind::section && value.section->block == Block::text;
    if (opcode == 0x8b && in_text) {
        reloc.rewrite = kLea;
    } else if (opcode == 0x8b && value.kind == ValueKind::absolute) {
        reloc.rewrite = kMovImm;
    } else if (opcode == 0xff && (modrm & 0x38) == 0x10 && in_text) {
        reloc.rewrite = kCall;
    } else if (opcode == 0xff && (modrm & 0x38) == 0x20 && in_text) {
        reloc.rewrite = kJmp;
    }
    return reloc.rewrite != kNoRewrite;
}

void apply_rewritten(const ApplyArgs& args) {
    uint8_t* opcode = args.loc - 2;
    switch (args.reloc.rewrite) {
        case kLea:
            opcode[0] = 0x8d;
            put32(args.loc, static_cast<uint32_t>(args.S - args.GOT));
            break;
        case kMovImm:
            opcode[1] = static_cast<uint8_t>(0xc0 | (opcode[1] >> 3 & 7));
            opcode[0] = 0xc7;
            put32(args.loc, static_cast<uint32_t>(args.S));
            break;
        case kCall:
            opcode[0] = 0x67;
            opcode[1] = 0xe8;
            put32(args.loc, static_cast<uint32_t>(args.S - args.P - 4));
            break;
        case kJmp:
            opcode[0] = 0xe9;
            put32(opcode + 1, static_cast<uint32_t>(args.S - (args.P - 1) - 4));
            opcode[5] = 0x90;
            break;
    }
}

void apply(const ApplyArgs& args) {
    if (args.reloc.rewrite != kNoRewrite) {
        apply_rewritten(args);
        return;
    }
    auto addend = static_cast<uint64_t>(args.A);
    switch (args.reloc.type) {
        case R_386_PC32:
        case R_386_PLT32:
        case R_386_GOTPC:  // of _GLOBAL_OFFSET_TABLE_
            put32(args.loc, static_cast<uint32_t>(args.S + addend - args.P));
            break;
        case R_386_GOTOFF:
            put32(args.loc, static_cast<uint32_t>(args.S + addend - args.GOT));
            break;
        case R_386_GOT32:
        case R_386_GOT32X:
            put32(args.loc, static_cast<uint32_t>(args.G + addend - args.GOT));
            break;
        case R_386_16:
            write_narrow(args, static_cast<int64_t>(args.S + addend), 16);
            break;
        case R_386_8:
            write_narrow(args, static_cast<int64_t>(args.S + addend), 8);
            break;
    }
}

// Unix firmware maps text writable and outside of the heap, so everything that code may reach from
// the GOT goes there; only zero-initialised globals are worth being scanned by the collector.
Block default_block(const InputSection& section) {
    return section.zero() ? Block::ram : Block::text;
}

// jmp entry
CodeTemplate trampoline(const Context&) {
    return {{0xe9, 0, 0, 0, 0}, {patch(1, R_386_PC32, -4)}, 1};
}

// nop; nop; nop; mov $target, %eax; jmp *%eax. The word must be aligned for the loader; %eax holds
// no argument of a C call.
CodeTemplate stub(const Context&, const Symbol&) {
    return {{0x90, 0x90, 0x90, 0xb8, 0, 0, 0, 0, 0xff, 0xe0}, {patch(4, R_386_32, 0)}, 4};
}

constexpr ArchLinker kLinker = {
    .relocs = kRelocs,
    .read_addend = read_addend,
    .default_block = default_block,
    .relax = relax,
    .apply = apply,
    .trampoline = trampoline,
    .stub = stub,
    .breakpoint = {0xcc},  // int3
    .breakpoint_size = 1,
    .text_align = 4096,  // text is mapped in pages
    .ram_align = 16,
    .needless_align = 32,  // GCC's -malign-data=compat, its default, for arrays
    .pic_hint = "compile with -fpic",
};

}  // namespace
}  // namespace i386

template <>
const ArchLinker& arch_linker<abi::kX86.elf>() {
    return i386::kLinker;
}

}  // namespace natmod::link
