// Chooses the entry point: the runtime's start code for the wanted form of fix-ups, if only the
// runtime can fill in some words or if there are static constructors; else mpy_init itself.

#include <fmt/core.h>

#include <algorithm>

#include "abi/static_qstrs.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

constexpr std::string_view kInit = "mpy_init";
constexpr uint8_t kZeroWord[8] = {};

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

// Makes room for the word that says where a chain begins.
void add_head(const Context& ctx, InputSection& section) {
    section.size = section.align = static_cast<uint64_t>(ctx.word);
    section.data = std::span(kZeroWord).first(static_cast<size_t>(ctx.word));
}

bool tables_are_in_ram(const Context& ctx) {
    InputSection table;
    table.flags = SHF_WRITE;
    table.data = kZeroWord;
    return ctx.arch.default_block(table) == Block::ram;
}

constexpr std::string_view start_of(FixupForm form) {
    switch (form) {
        case FixupForm::objects:
            return "natmod_start_objects";
        case FixupForm::chains:
            return "natmod_start_chain";
        case FixupForm::stream:
            break;
    }
    return "natmod_start";
}

Symbol* find_start(Context& ctx, FixupForm form) {
    Symbol* start = ctx.global(start_of(form));
    want(ctx, *start);
    return start;
}

}  // namespace

bool has_constructors(const Context& ctx) {
    for (const InputSection& section : ctx.sections)
        if (section.file && section.live && section.rank == Rank::init_array) return true;
    return false;
}

void choose_entry(Context& ctx) {
    Symbol* init = ctx.global(kInit);
    if (init->undefined())
        throw Error("no mpy_init in the input files",
                    "link the file that `natmod generate` writes, or define mpy_init");
    gc_sections(ctx, std::span(&init, 1));
    ctx.entry = init;
    const Symbol* late = first_needing_runtime(ctx);
    if (!late && !has_constructors(ctx)) return;

    ctx.form = std::max(ctx.form, least_form(ctx));
    Symbol* start = find_start(ctx, ctx.form);
    // A runtime of an earlier version, or another's.
    if (start->undefined()) start = find_start(ctx, ctx.form = FixupForm::stream);
    if (start->undefined())
        throw Error(late ? fmt::format("{} gets its value at import, by Natmod's runtime, which is "
                                       "not among the inputs",
                                       late->name)
                         : "static constructors are called by Natmod's runtime, which is not among "
                           "the inputs",
                    "link with the SDK's librt.a for this architecture");
    Symbol* const roots[] = {start, init};
    gc_sections(ctx, roots);
    ctx.entry = start;
    ctx.has_runtime = true;
    if (ctx.form == FixupForm::stream) return;
    bool in_ram = tables_are_in_ram(ctx);
    if (in_ram) add_head(ctx, *ctx.chain_ram);
    if (!in_ram || ctx.form == FixupForm::chains) add_head(ctx, *ctx.chain_text);
}

}  // namespace natmod::link
