// SPDX-License-Identifier: MIT
// ARM Cortex-M: Thumb code only, in instructions of two or four bytes.
//
// An instruction has no room for an address. Code compiled with -fno-pic -mword-relocations loads
// each address from a literal pool behind the function:
//
//         ldr   r0, .L1          a distance that the assembler knows: no relocation
//         bl    helper           R_ARM_THM_CALL
//         ...
//     .L1: .word table           R_ARM_ABS32
//
// A literal is a plain word, which the loader or the runtime patches like a pointer in a table. It
// may name anything, so all writable data and all tables can lie in the RAM block.
//
// Branches hold a signed distance in halfwords, S + A - P: target, addend, place. The program
// counter reads as four bytes behind the instruction's start, so A is usually -4. They reach
//
//     R_ARM_THM_CALL, _JUMP24    bl, b.w        16 MiB
//     R_ARM_THM_JUMP19           b<cond>.w      1 MiB
//     R_ARM_THM_JUMP11           b              2 KiB
//     R_ARM_THM_JUMP8            b<cond>        256 bytes
//
// either way. A function of the firmware is not in text, so a branch to it goes to a stub there,
// which jumps to the address in a literal of its own.
//
// Existing native modules are compiled with -fpic. Their literals hold distances: the code computes
// the address of the GOT, an array of addresses in our text, and adds the offset of a slot (at G)
// or of a variable. Variables reached so must lie in text.
//
//     R_ARM_BASE_PREL, _REL32    S + A - P      where the GOT (or anything else) is from here
//     R_ARM_GOTOFF32             S + A - GOT    where a variable is from the GOT
//     R_ARM_GOT_BREL             G + A - GOT    where a slot is from the GOT
//     R_ARM_GOT_PREL             G + A - P      where a slot is from here
//
// movw and movt load 16 bits each, which nobody can patch at import. Their absolute forms
// (R_ARM_THM_MOVW_ABS_NC, _MOVT_ABS) can only load a number that is known now.
//
// Objects are SHT_REL: the addend is in the place, so instructions must be decoded, too. The
// address of a Thumb function has bit 0 set: st_value of a function symbol carries it, and pointers
// keep it; distances between instructions do not have it.
//
// Source: ELF for the Arm Architecture (aaelf32) and the Armv7-M Architecture Reference Manual.

#include <algorithm>
#include <iterator>

#include "elf/arm_attributes.h"
#include "link/arch.h"

namespace natmod::link {
namespace arm {
namespace {

enum : uint32_t {
    R_ARM_NONE = 0,
    R_ARM_ABS32 = 2,
    R_ARM_REL32 = 3,
    R_ARM_ABS16 = 5,
    R_ARM_ABS8 = 8,
    R_ARM_THM_CALL = 10,
    R_ARM_GOTOFF32 = 24,
    R_ARM_BASE_PREL = 25,
    R_ARM_GOT_BREL = 26,
    R_ARM_THM_JUMP24 = 30,
    R_ARM_TARGET1 = 38,
    R_ARM_V4BX = 40,
    R_ARM_PREL31 = 42,
    R_ARM_THM_MOVW_ABS_NC = 47,
    R_ARM_THM_MOVT_ABS = 48,
    R_ARM_THM_MOVW_PREL_NC = 49,
    R_ARM_THM_MOVT_PREL = 50,
    R_ARM_THM_JUMP19 = 51,
    R_ARM_GOT_PREL = 96,
    R_ARM_THM_JUMP11 = 102,
    R_ARM_THM_JUMP8 = 103,
};

constexpr RelocInfo kRelocs[] = {
    {R_ARM_NONE, "R_ARM_NONE", RelocClass::none, 0},
    {R_ARM_ABS32, "R_ARM_ABS32", RelocClass::word, 4},
    {R_ARM_REL32, "R_ARM_REL32", RelocClass::direct, 4},
    {R_ARM_ABS16, "R_ARM_ABS16", RelocClass::constant, 2},
    {R_ARM_ABS8, "R_ARM_ABS8", RelocClass::constant, 1},
    {R_ARM_THM_CALL, "R_ARM_THM_CALL", RelocClass::branch, 4},
    {R_ARM_GOTOFF32, "R_ARM_GOTOFF32", RelocClass::direct, 4},
    {R_ARM_BASE_PREL, "R_ARM_BASE_PREL", RelocClass::direct, 4},
    {R_ARM_GOT_BREL, "R_ARM_GOT_BREL", RelocClass::got, 4},
    {R_ARM_THM_JUMP24, "R_ARM_THM_JUMP24", RelocClass::branch, 4},
    {R_ARM_TARGET1, "R_ARM_TARGET1", RelocClass::word, 4},
    {R_ARM_V4BX, "R_ARM_V4BX", RelocClass::none, 4},
    {R_ARM_PREL31, "R_ARM_PREL31", RelocClass::direct, 4},
    {R_ARM_THM_MOVW_ABS_NC, "R_ARM_THM_MOVW_ABS_NC", RelocClass::constant, 4},
    {R_ARM_THM_MOVT_ABS, "R_ARM_THM_MOVT_ABS", RelocClass::constant, 4},
    {R_ARM_THM_MOVW_PREL_NC, "R_ARM_THM_MOVW_PREL_NC", RelocClass::direct, 4},
    {R_ARM_THM_MOVT_PREL, "R_ARM_THM_MOVT_PREL", RelocClass::direct, 4},
    {R_ARM_THM_JUMP19, "R_ARM_THM_JUMP19", RelocClass::branch, 4},
    {R_ARM_GOT_PREL, "R_ARM_GOT_PREL", RelocClass::got, 4},
    {R_ARM_THM_JUMP11, "R_ARM_THM_JUMP11", RelocClass::branch, 2},
    {R_ARM_THM_JUMP8, "R_ARM_THM_JUMP8", RelocClass::branch, 2},
};

int64_t sign_extend(uint64_t value, int bits) {
    uint64_t sign = uint64_t{1} << (bits - 1);
    value &= (sign << 1) - 1;
    return static_cast<int64_t>((value ^ sign) - sign);
}

// bl and b.w (encodings T1 and T4): S:imm10 in the first halfword, J1, J2, imm11 in the second;
// the offset is S:I1:I2:imm10:imm11:0 with I1 = NOT(J1 EOR S), I2 = NOT(J2 EOR S).
int64_t read_branch24(const uint8_t* loc) {
    uint32_t first = get16(loc), second = get16(loc + 2);
    uint32_t s = first >> 10 & 1;
    uint32_t i1 = ~(second >> 13 ^ s) & 1, i2 = ~(second >> 11 ^ s) & 1;
    return sign_extend(
        s << 24 | i1 << 23 | i2 << 22 | (first & 0x3ff) << 12 | (second & 0x7ff) << 1, 25);
}

void write_branch24(uint8_t* loc, int64_t offset) {
    auto value = static_cast<uint32_t>(offset);
    uint32_t s = value >> 24 & 1;
    uint32_t j1 = ~(value >> 23 ^ s) & 1, j2 = ~(value >> 22 ^ s) & 1;
    put16(loc, (get16(loc) & 0xf800) | s << 10 | (value >> 12 & 0x3ff));
    put16(loc + 2, (get16(loc + 2) & 0xd000) | j1 << 13 | j2 << 11 | (value >> 1 & 0x7ff));
}

// Conditional b.w (encoding T3): S, imm6 in the first halfword, J1, J2, imm11 in the second; the
// offset is S:J2:J1:imm6:imm11:0.
int64_t read_branch20(const uint8_t* loc) {
    uint32_t first = get16(loc), second = get16(loc + 2);
    return sign_extend((first >> 10 & 1) << 20 | (second >> 11 & 1) << 19 |
                           (second >> 13 & 1) << 18 | (first & 0x3f) << 12 | (second & 0x7ff) << 1,
                       21);
}

void write_branch20(uint8_t* loc, int64_t offset) {
    auto value = static_cast<uint32_t>(offset);
    put16(loc, (get16(loc) & 0xfbc0) | (value >> 20 & 1) << 10 | (value >> 12 & 0x3f));
    put16(loc + 2, (get16(loc + 2) & 0xd000) | (value >> 18 & 1) << 13 | (value >> 19 & 1) << 11 |
                       (value >> 1 & 0x7ff));
}

// movw and movt: imm4:i:imm3:imm8.
int64_t read_mov(const uint8_t* loc) {
    uint32_t first = get16(loc), second = get16(loc + 2);
    return sign_extend(
        (first & 0xf) << 12 | (first >> 10 & 1) << 11 | (second >> 12 & 7) << 8 | (second & 0xff),
        16);
}

void write_mov(uint8_t* loc, uint32_t value) {
    put16(loc, (get16(loc) & 0xfbf0) | (value >> 12 & 0xf) | (value >> 11 & 1) << 10);
    put16(loc + 2, (get16(loc + 2) & 0x8f00) | (value >> 8 & 7) << 12 | (value & 0xff));
}

int64_t read_addend(uint32_t type, const uint8_t* loc) {
    switch (type) {
        case R_ARM_THM_CALL:
        case R_ARM_THM_JUMP24:
            return read_branch24(loc);
        case R_ARM_THM_JUMP19:
            return read_branch20(loc);
        case R_ARM_THM_JUMP11:
            return sign_extend(static_cast<uint64_t>(get16(loc)) << 1, 12);
        case R_ARM_THM_JUMP8:
            return sign_extend(static_cast<uint64_t>(get16(loc)) << 1, 9);
        case R_ARM_THM_MOVW_ABS_NC:
        case R_ARM_THM_MOVT_ABS:
        case R_ARM_THM_MOVW_PREL_NC:
        case R_ARM_THM_MOVT_PREL:
            return read_mov(loc);
        case R_ARM_PREL31:
            return sign_extend(get32(loc), 31);
        case R_ARM_ABS16:
            return sign_extend(get16(loc), 16);
        case R_ARM_ABS8:
            return sign_extend(*loc, 8);
        case R_ARM_NONE:
        case R_ARM_V4BX:
            return 0;
        default:
            return sign_extend(get32(loc), 32);
    }
}

void apply(const ApplyArgs& args) {
    // Addresses of functions have bit 0 set; distances between instructions do not.
    auto distance = static_cast<int64_t>((args.S & ~uint64_t{1}) - args.P) + args.A;
    auto relative = static_cast<int64_t>(args.S - args.P) + args.A;
    auto fits = [&](int64_t value, int bits) {
        if (fits_signed(value, bits)) return true;
        out_of_range(args, value);
        return false;
    };
    switch (args.reloc.type) {
        case R_ARM_THM_CALL:
        case R_ARM_THM_JUMP24:
            if (fits(distance, 25)) write_branch24(args.loc, distance);
            break;
        case R_ARM_THM_JUMP19:
            if (fits(distance, 21)) write_branch20(args.loc, distance);
            break;
        case R_ARM_THM_JUMP11:
            if (!fits(distance, 12)) break;
            put16(args.loc,
                  (get16(args.loc) & 0xf800) | (static_cast<uint32_t>(distance) >> 1 & 0x7ff));
            break;
        case R_ARM_THM_JUMP8:
            if (!fits(distance, 9)) break;
            put16(args.loc,
                  (get16(args.loc) & 0xff00) | (static_cast<uint32_t>(distance) >> 1 & 0xff));
            break;
        case R_ARM_REL32:
        case R_ARM_BASE_PREL:  // of _GLOBAL_OFFSET_TABLE_
            put32(args.loc, static_cast<uint32_t>(relative));
            break;
        case R_ARM_PREL31:
            if (!fits(relative, 31)) break;
            put32(args.loc,
                  (get32(args.loc) & 0x80000000) | (static_cast<uint32_t>(relative) & 0x7fffffff));
            break;
        case R_ARM_THM_MOVW_PREL_NC:
            write_mov(args.loc, static_cast<uint32_t>(relative));
            break;
        case R_ARM_THM_MOVT_PREL:
            write_mov(args.loc, static_cast<uint32_t>(relative) >> 16);
            break;
        case R_ARM_GOTOFF32:
            put32(args.loc,
                  static_cast<uint32_t>(args.S + static_cast<uint64_t>(args.A) - args.GOT));
            break;
        case R_ARM_GOT_BREL:
            put32(args.loc,
                  static_cast<uint32_t>(args.G + static_cast<uint64_t>(args.A) - args.GOT));
            break;
        case R_ARM_GOT_PREL:
            put32(args.loc, static_cast<uint32_t>(args.G + static_cast<uint64_t>(args.A) - args.P));
            break;
        case R_ARM_THM_MOVW_ABS_NC:
            write_mov(args.loc, static_cast<uint32_t>(args.S) + static_cast<uint32_t>(args.A));
            break;
        case R_ARM_THM_MOVT_ABS:
            write_mov(args.loc,
                      (static_cast<uint32_t>(args.S) + static_cast<uint32_t>(args.A)) >> 16);
            break;
        case R_ARM_ABS16:
            write_narrow(args, static_cast<int64_t>(args.S) + args.A, 16);
            break;
        case R_ARM_ABS8:
            write_narrow(args, static_cast<int64_t>(args.S) + args.A, 8);
            break;
    }
}

// Constants without addresses stay with the code, which needs a literal for them either way. What
// is written, at import or later, goes to RAM.
Block default_block(const InputSection& section) {
    return (section.flags & SHF_WRITE) || !section.relocs.empty() ? Block::ram : Block::text;
}

bool drop_section(const InputSection& section) {
    return section.type == SHT_ARM_EXIDX || section.name.starts_with(".ARM.extab");
}

bool is_armv6m(const Context& ctx) {
    return ctx.options.arch->name == "armv6m";
}

// Whether `b`, two bytes, reaches the entry point: its section is the first one behind.
bool entry_is_near(const Context& ctx) {
    constexpr uint64_t kSize = 2, kPc = 4, kReach = 2046;
    const Symbol& entry = *ctx.entry;
    if (!entry.section || entry.section->rank != Rank::first) return false;
    uint64_t target = align_up(kSize, entry.section->align) + (entry.value & ~uint64_t{1});
    return target <= kPc + kReach;
}

// `b entry` or `b.w entry`, which ARMv6-M does not have. There: push {r0, lr}; bl entry;
// pop {r0, pc}. The value that mpy_init returns is ignored, so r0 may be anything valid, such as
// the function.
CodeTemplate trampoline(const Context& ctx) {
    if (entry_is_near(ctx)) return {{0x00, 0xe0}, {patch(0, R_ARM_THM_JUMP11, -4)}, 2};
    if (is_armv6m(ctx)) {
        return {
            {0x01, 0xb5, 0x00, 0xf0, 0x00, 0xf8, 0x01, 0xbd}, {patch(2, R_ARM_THM_CALL, -4)}, 4};
    }
    return {{0x00, 0xf0, 0x00, 0xb8}, {patch(0, R_ARM_THM_JUMP24, -4)}, 4};
}

// Functions of the table that take at most three words, so that r3 is free. Prototypes: MicroPython
// py/nativeglue.h.
constexpr std::string_view kFewArguments[] = {
    "natmod_tab_native_from_obj",
    "natmod_tab_native_to_obj",
    "natmod_tab_call_function_n_kw",
    "natmod_tab_getiter",
    "natmod_tab_obj_get_type",
    "natmod_tab_raise",
    "natmod_tab_raise_msg",
    "gc_realloc",
    "memcpy",
    "memmove",
    "memset",
    "mp_arg_check_num_sig",
    "mp_binary_op",
    "mp_call_method_n_kw",
    "mp_get_buffer",
    "mp_import_from",
    "mp_import_name",
    "mp_iternext",
    "mp_load_attr",
    "mp_load_global",
    "mp_load_method",
    "mp_load_method_maybe",
    "mp_obj_dict_store",
    "mp_obj_get_type",
    "mp_obj_is_true",
    "mp_obj_list_append",
    "mp_obj_new_bytes",
    "mp_obj_new_dict",
    "mp_obj_new_list",
    "mp_obj_new_str",
    "mp_obj_new_tuple",
    "mp_obj_subscr",
    "mp_store_attr",
    "mp_store_global",
    "mp_unary_op",
};

CodeTemplate stub(const Context& ctx, const Symbol& symbol) {
    if (is_armv6m(ctx) && std::ranges::find(kFewArguments, symbol.name) != std::end(kFewArguments))
        // ldr r3, [pc, #0]; bx r3; .word target
        return {{0x00, 0x4b, 0x18, 0x47, 0, 0, 0, 0}, {patch(4, R_ARM_ABS32)}, 4};
    if (is_armv6m(ctx)) {
        // push {r0}; ldr r0, [pc, #8]; mov ip, r0; pop {r0}; bx ip; nop; .word target
        return {
            {0x01, 0xb4, 0x02, 0x48, 0x84, 0x46, 0x01, 0xbc, 0x60, 0x47, 0xc0, 0x46, 0, 0, 0, 0},
            {patch(12, R_ARM_ABS32)},
            4};
    }
    // ldr.w pc, [pc, #0]; .word target
    return {{0xdf, 0xf8, 0x00, 0xf0, 0, 0, 0, 0}, {patch(4, R_ARM_ABS32)}, 4};
}

FloatAbi float_abi(const ElfObject& elf) {
    ArmAttributes attributes = arm_attributes(elf);
    if (attributes.float_model == 0 || attributes.float_arguments > 1) return FloatAbi::any;
    return attributes.float_arguments == 1 ? FloatAbi::fpu : FloatAbi::integer;
}

constexpr ArchLinker kLinker = {
    .relocs = kRelocs,
    .read_addend = read_addend,
    .default_block = default_block,
    .drop_section = drop_section,
    .apply = apply,
    .float_abi = float_abi,
    .trampoline = trampoline,
    .stub = stub,
    .breakpoint = {0x00, 0xbe, 0xc0, 0x46},  // bkpt #0; nop
    .breakpoint_size = 4,
    .text_align = 16,
    .ram_align = 16,
    .address_mask = ~uint64_t{1},
    .pic_hint = "compile with -fno-pic -mword-relocations (gcc) or -mno-movt (clang)",
};

}  // namespace
}  // namespace arm

template <>
const ArchLinker& arch_linker<abi::kArm.elf>() {
    return arm::kLinker;
}

}  // namespace natmod::link
