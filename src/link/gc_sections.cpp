// SPDX-License-Identifier: MIT
// Mark and sweep over sections; takes from archives what is missing. A section refers to another if
// one of its relocations names a symbol in it. Roots are the entry point and whatever runs or must
// stay although nothing names it: functions of .init_array, sections that the compiler marked to be
// retained.
//
// Records of .natmod.type_names are not roots and are not followed: they only say something about a
// type that is alive for another reason.

#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

void mark_sections(Context& ctx, std::span<Symbol* const> roots) {
    for (InputSection& section : ctx.sections) {
        if (!section.file) continue;  // the linker's own
        section.live = false;
        section.needed_by = nullptr;
    }
    for (Symbol& symbol : ctx.symbol_storage) symbol.wanted = false;
    std::vector<InputSection*> queue;
    auto mark = [&](InputSection* section) {
        if (!section || section->live) return false;
        section->live = true;
        queue.push_back(section);
        return true;
    };
    for (std::span<Symbol* const> some : {roots, std::span<Symbol* const>(ctx.kept)}) {
        for (Symbol* symbol : some) {
            symbol->wanted = true;
            mark(symbol->section);
        }
    }
    for (ObjectFile& file : ctx.files) {
        for (InputSection* section : file.sections) {
            if (!section || section->name.starts_with(".natmod.")) continue;
            bool keep = ctx.options.keep_unused && !file.archive;
            bool retained = section->flags & SHF_GNU_RETAIN && !file.of_firmware();
            if (keep || section->rank == Rank::init_array || retained) mark(section);
        }
    }
    while (!queue.empty()) {
        InputSection* section = queue.back();
        queue.pop_back();
        for (const Reloc& reloc : section->relocs) {
            const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
            if (info && info->kind == RelocClass::none) continue;
            reloc.symbol->wanted = true;
            InputSection* needed = reloc.symbol->section;
            if (!mark(needed)) continue;
            needed->needed_by = section;
            needed->needed_for = reloc.symbol;
            needed->needed_at = reloc.offset;
        }
    }
}

}  // namespace

// A member of an archive may replace a weak definition: marks everything anew.
void gc_sections(Context& ctx, std::span<Symbol* const> roots) {
    do mark_sections(ctx, roots);
    while (load_archive_members(ctx));
}

}  // namespace natmod::link
