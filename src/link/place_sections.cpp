// SPDX-License-Identifier: MIT
// Decides which of the two blocks each section goes to. The distance between the blocks is unknown,
// so both ends of a relocation that counts from its own place must be in text. For the rest, the
// architecture says which block is better. The garbage collector scans the RAM block.

#include <fmt/core.h>

#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

constexpr std::string_view kRootPointers = ".bss.natmod_root_pointers";

const Symbol* thread_local_at(const InputSection& section) {
    for (const Symbol* symbol : section.file->symbols)
        if (symbol->section == &section && symbol->type == STT_TLS) return symbol;
    return nullptr;
}

void check_kind(Context& ctx, const InputSection& section) {
    if (section.flags & SHF_TLS && !ctx.arch.plain_thread_locals) {
        const Symbol* variable = thread_local_at(section);
        ctx.error(variable ? place_in_source(section, 0, variable->name) : describe(section, 0),
                  fmt::format("{} is thread-local, which nothing in a module can be",
                              variable ? demangled(variable->name) : section.name),
                  std::string(kThreadLocalHint));
    } else if (section.type != SHT_PROGBITS && section.type != SHT_NOBITS &&
               section.type != SHT_INIT_ARRAY)
        ctx.error(describe(section, 0),
                  fmt::format("section of type {:#x} cannot be placed in a module", section.type));
}

}  // namespace

void place_sections(Context& ctx) {
    for (InputSection& section : ctx.sections) {
        if (!section.live) continue;
        if (section.file) check_kind(ctx, section);
        for (const Reloc& reloc : section.relocs) {
            const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
            if (!info) continue;  // scan_relocations() reports it
            if (info->kind != RelocClass::direct && info->kind != RelocClass::branch) continue;
            section.must_be_text = true;
            if (reloc.symbol->section) reloc.symbol->section->must_be_text = true;
        }
    }
    for (InputSection& section : ctx.sections) {
        if (!section.live || !section.file) continue;
        // The constructors' addresses are read once; the symbols that bound them are in text.
        bool in_text =
            section.executable() || section.must_be_text || section.rank == Rank::init_array;
        section.block = in_text ? Block::text : ctx.arch.default_block(section);
        if (section.block == Block::text && section.name == kRootPointers)
            ctx.error(
                describe(section, 0),
                "root pointers are accessed relative to the program counter and would not be "
                "seen by the garbage collector",
                "declare natmod_root_pointers with default visibility and compile with -fpic");
    }
    ctx.check_errors();
}

}  // namespace natmod::link
