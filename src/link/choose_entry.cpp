// SPDX-License-Identifier: MIT
// Chooses the entry point: the runtime's start code for the wanted form of fix-ups, if only the
// runtime can fill in some words or if there are static constructors; else mpy_init itself.

#include <fmt/core.h>

#include <algorithm>

#include "abi/static_qstrs.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

constexpr uint8_t kZeroWord[8] = {};

// Makes room for the word that says where a chain begins.
void add_head(const Context& ctx, InputSection& section) {
    section.size = section.align = static_cast<uint64_t>(ctx.word);
    section.data = std::span(kZeroWord).first(static_cast<size_t>(ctx.word));
}

// The entry points for each form of fix-ups; the runtime has one of a line.
struct Start {
    std::string_view inside, starter;
};
constexpr Start kStarts[] = {{"natmod_start_objects", {}},
                             {"natmod_start_names", "natmod_starter_names"},
                             {"natmod_start_chain", "natmod_starter_chain"},
                             {"natmod_start", "natmod_starter"}};

Symbol* find(Context& ctx, std::string_view name) {
    Symbol* symbol = ctx.global(name);
    want(ctx, *symbol);
    return symbol;
}

// mpy_init, or what the runtime has instead.
Symbol* find_mpy_init(Context& ctx) {
    Symbol* init = ctx.global(kInit);
    bool adopts = init->undefined() && !ctx.options.adopted.empty();
    if (adopts) init = ctx.global(adopting_init(ctx));
    if (init->undefined())
        throw Error("no mpy_init in the input files",
                    adopts ? std::string(kNoRuntimeHint)
                           : "link the file that `natmod generate` writes, or define mpy_init");
    gc_sections(ctx, std::span(&init, 1));
    if (!adopts) return init;
    if (Symbol* packed = pack_globals(ctx)) {
        init = packed;
    } else {
        gc_sections(ctx, std::span(&init, 1));
    }
    alias(ctx, kInit, *init);
    return init;
}

// What start code calls in the end: mpy_init, or the runtime's function that calls constructors
// before it.
Symbol* find_init(Context& ctx) {
    Symbol* init = find_mpy_init(ctx);
    if (has_constructors(ctx)) {
        init = find(ctx, "natmod_constructors");
        if (init->undefined())
            throw Error(
                "static constructors are called by Natmod's runtime, which is not among the inputs",
                std::string(kNoRuntimeHint));
        gc_sections(ctx, std::span(&init, 1));
    }
    alias(ctx, "natmod_init", *init);
    return init;
}

// Makes the runtime's start code the entry point, if the module needs it; it may be a starter.
void choose_start(Context& ctx) {
    const Symbol* late = first_needing_runtime(ctx);
    ctx.has_runtime = late || !ctx.packed.empty();
    ctx.starter_entry = ctx.starter_init;
    if (!late || ctx.packed_words_room != 0) return;

    ctx.form = std::max(ctx.form, least_form(ctx));
    if (!ctx.starter_init.empty()) ctx.form = std::max(ctx.form, FixupForm::names);
    std::string_view starter = kStarts[static_cast<size_t>(ctx.form)].starter;
    if (has_starter(ctx, starter)) {
        ctx.starter_entry = starter;
        return;
    }
    auto find_start = [&](FixupForm form) {
        return find(ctx, kStarts[static_cast<size_t>(form)].inside);
    };
    Symbol* start = find_start(ctx.form);
    // A runtime of an earlier version, or another's.
    if (start->undefined()) start = find_start(ctx.form = FixupForm::stream);
    if (start->undefined())
        throw Error(fmt::format("{} gets its value at import, by Natmod's runtime, which is not "
                                "among the inputs",
                                late->name),
                    std::string(kNoRuntimeHint));
    Symbol* const roots[] = {start, ctx.entry};
    gc_sections(ctx, roots);
    ctx.entry = start;
    if (ctx.form == FixupForm::stream) return;
    bool in_ram = ctx.options.arch->family.tables_in_ram;
    if (in_ram) add_head(ctx, *ctx.chain_ram);
    if (!in_ram || ctx.form != FixupForm::objects) add_head(ctx, *ctx.chain_text);
}

}  // namespace

bool has_constructors(const Context& ctx) {
    for (const InputSection& section : ctx.sections)
        if (section.file && section.live && section.rank == Rank::init_array) return true;
    return false;
}

// Makes `name` another name of that symbol.
void alias(Context& ctx, std::string_view name, const Symbol& symbol) {
    Symbol* other = ctx.global(name);
    std::string_view text = other->name;
    *other = symbol;
    other->name = text;
}

// The symbol whose use in a live section makes the runtime necessary, or nullptr.
const Symbol* first_needing_runtime(Context& ctx) {
    for (const ObjectFile& file : ctx.files)
        for (const InputSection* section : file.sections) {
            if (!section || !section->live) continue;
            for (const Reloc& reloc : section->relocs)
                if (value_of(ctx, *reloc.symbol, reloc.addend).needs_runtime() &&
                    find_reloc_info(ctx.arch, reloc.type))
                    return reloc.symbol;
        }
    for (const TypeName& record : live_type_names(ctx))
        if (!abi::static_qstr(ctx.qstrs[record.qstr].text)) return record.symbol;
    return nullptr;
}

void choose_entry(Context& ctx) {
    ctx.entry = find_init(ctx);
    choose_start(ctx);
    if (uses_firmware(ctx) && ctx.starter_entry.empty()) guard_entry(ctx, "natmod_check_firmware");
}

}  // namespace natmod::link
