// SPDX-License-Identifier: MIT
// What the linker asks of an architecture family. To add one, write arch/NAME.cpp:
//
// 1. Open with a comment that teaches how its code addresses data and what its relocations mean.
// 2. List every relocation in a RelocInfo table. The class tells the generic passes what to do:
//    gc follows all classes but `none`; place_sections() puts both ends of a `direct` relocation
//    into text; scan_relocations() makes GOT slots for `got` and stubs for `branch`; relocate()
//    handles `none` and `word` itself and calls apply() for the rest. A type that is not in the
//    table is an error that names object, section and symbol.
// 3. Write apply(), which stores the computed number into the instruction; read_addend(), if
//    objects are SHT_REL; fill in an ArchLinker, and return it from arch_linker<kFAMILY.elf>().
//
// All addresses that apply() sees are offsets in text: the RAM block's address is unknown, so
// nothing but a word (GOT slot, literal, pointer in a table) can hold it.
//
// Literals (Xtensa's .literal sections): give the load the class `got`, let got_value() return the
// value of the literal word that it loads, and say drop_section() for the literal sections. The
// words then become slots of the GOT, which `got_first` places before the code.
// Literals inside code (ARM's constant pools) are words of an executable section: class `word`.
// Pairs (RISC-V's hi20 and lo12): the relocations of a section are sorted by offset, stably, so
// find_relocs() finds those at the place that a lo12's symbol names; `got` and `rewrite` of the
// hi20 say what scan_relocations() decided.
#pragma once

#include <array>

#include "abi/arch_table.h"
#include "link/context.h"

namespace natmod::link {

enum class RelocClass : uint8_t {
    none,      // says nothing about the bytes (hints for relaxation)
    word,      // a pointer-sized word that holds the address: may be known late
    constant,  // an absolute number that must be known now
    direct,    // relative to the place or to the GOT: both ends must be in text
    branch,    // as direct, but may go to a stub if the target is not in text
    got,       // reaches a GOT slot that holds the symbol's value
};

struct RelocInfo {
    uint32_t type;
    std::string_view name;
    RelocClass kind;
    uint8_t size;       // bytes at the place
    bool adds = false;  // to what is in the place, so others may be there too
};

// Machine code that the linker adds, with relocations against one symbol.
struct CodeTemplate {
    std::vector<uint8_t> bytes;
    std::vector<Reloc> relocs;  // `symbol` is filled in
    uint64_t align = 1;
};

// Everything apply() needs. `loc` points to the place in the text image; `section.size` bytes of
// the section are there, beginning at `loc - reloc.offset`.
struct ApplyArgs {
    Context& ctx;
    const InputSection& section;
    const Reloc& reloc;
    uint8_t* loc;
    uint64_t P;    // offset in text of the place
    uint64_t S;    // offset in text of the target (symbol or stub); class constant: its value
    uint64_t G;    // offset in text of the GOT slot, if the relocation has one
    uint64_t GOT;  // offset in text of the GOT
    int64_t A;     // addend
};

struct ArchLinker {
    std::span<const RelocInfo> relocs;  // in the order of their types

    // Addend of a SHT_REL relocation, read from the place (RelocInfo::size bytes there are valid).
    int64_t (*read_addend)(uint32_t type, const uint8_t* loc) = nullptr;

    // Called for each relocation as it is read (RelocInfo::size bytes at `loc` are valid). May
    // replace the type by a number of the architecture's own, of no larger size unless the table
    // says so, and add to the addend. May be null.
    void (*decode)(const uint8_t* loc, Reloc& reloc) = nullptr;

    // Block of a section that may be in either one; executable sections are always in text.
    Block (*default_block)(const InputSection& section) = nullptr;

    // Called for each class-got relocation when all blocks are known. May set Reloc::rewrite and
    // return true: no GOT slot is needed. May be null.
    bool (*relax)(Context& ctx, InputSection& section, Reloc& reloc) = nullptr;

    // Value of the GOT slot that a class-got relocation wants. Null: the symbol's, without addend
    // (where the addend is part of the displacement).
    Value (*got_value)(Context& ctx, const InputSection& section, const Reloc& reloc) = nullptr;

    // Sections that are read but not placed. Null: none.
    bool (*drop_section)(const InputSection& section) = nullptr;

    // Stores the number into the bytes; on overflow calls out_of_range().
    void (*apply)(const ApplyArgs& args) = nullptr;

    // Called once when all blocks are known, before relocations are scanned. May change
    // relocations and add sections. May be null.
    void (*prepare)(Context& ctx) = nullptr;

    // Called when text is laid out. May do the same, and then returns true: text is laid out
    // again. May be null.
    bool (*settle)(Context& ctx) = nullptr;

    // Whether some processors of the architecture lack an instruction of the code: no member of the
    // toolchain's libraries is linked that has such. Null: none do.
    bool (*is_too_new)(std::span<const uint8_t> code) = nullptr;

    // Which registers the object passes floats in; null: the same in all.
    FloatAbi (*float_abi)(const ElfObject& elf) = nullptr;

    // Code at offset 0 that goes on at the entry point, and code that goes on where a symbol's
    // value (known late) points.
    CodeTemplate (*trampoline)(const Context& ctx) = nullptr;
    CodeTemplate (*stub)(const Context& ctx, const Symbol& symbol) = nullptr;

    std::array<uint8_t, 4> breakpoint = {};  // code that stops in a debugger
    uint32_t breakpoint_size = 0;

    uint64_t text_align = 16;              // firmware guarantees this for the text block
    uint64_t ram_align = 16;               // likewise for the RAM block
    uint64_t needless_align = 0;           // compilers give this to data that does not need it
    uint64_t size_align = 1;               // the text block's size is a multiple of this
    uint64_t address_mask = ~uint64_t{0};  // clears the bits of a code address that are not address
    bool got_first = false;
    bool plain_thread_locals = false;  // code addresses thread-local data like any other
    std::string_view pic_hint = {};    // remedy for a direct relocation that cannot be made
};

const RelocInfo* find_reloc_info(const ArchLinker& arch, uint32_t type);

// Relocations of `section` at that offset, in file order.
std::span<const Reloc> find_relocs(const InputSection& section, uint64_t offset);

// Adds the error that `value` does not fit the relocation's field.
void out_of_range(const ApplyArgs& args, int64_t value);

// Stores a value of 8 or 16 bits, signed or unsigned, whichever the field is meant to be.
void write_narrow(const ApplyArgs& args, int64_t value, int bits);

// A relocation of a CodeTemplate.
Reloc patch(uint32_t offset, uint32_t type, int64_t addend = 0);

inline bool fits_signed(int64_t value, int bits) {
    return value >= -(int64_t{1} << (bits - 1)) && value < int64_t{1} << (bits - 1);
}

// Each file of link/arch defines it for the machine of its family in abi/arch_table.h. If none does
// for a row, natmod itself is not linked.
template <abi::ElfMachine machine>
const ArchLinker& arch_linker();

const ArchLinker& find_arch_linker(const abi::Arch& arch);

}  // namespace natmod::link
