// Chooses the entry point: the runtime's natmod_start if only the runtime can fill in some words or
// if there are static constructors, else mpy_init itself.

#include <fmt/core.h>

#include "abi/static_qstrs.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

constexpr std::string_view kInit = "mpy_init", kStart = "natmod_start";

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

bool has_constructors(const Context& ctx) {
    for (const InputSection& section : ctx.sections)
        if (section.file && section.live && section.rank == Rank::init_array) return true;
    return false;
}

}  // namespace

void choose_entry(Context& ctx) {
    Symbol* init = ctx.global(kInit);
    if (init->undefined())
        throw Error("no mpy_init in the input files",
                    "link the file that `natmod generate` writes, or define mpy_init");
    gc_sections(ctx, std::span(&init, 1));
    ctx.entry = init;
    const Symbol* late = first_needing_runtime(ctx);
    if (!late && !has_constructors(ctx)) return;

    Symbol* start = ctx.global(kStart);
    start->weak = false;
    load_archive_members(ctx);
    if (start->undefined())
        throw Error(late ? fmt::format("{} gets its value at import, by Natmod's runtime, which is "
                                       "not among the inputs",
                                       late->name)
                         : "static constructors are called by Natmod's runtime, which is not among "
                           "the inputs",
                    "link with the SDK's librt.a for this architecture");
    gc_sections(ctx, std::span(&start, 1));
    ctx.entry = start;
    ctx.has_runtime = true;
}

}  // namespace natmod::link
