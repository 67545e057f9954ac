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

// The entry points for each form of fix-ups; the runtime has one of a line.
struct Start {
    std::string_view inside, starter;
};
constexpr Start kStarts[] = {{"natmod_start_objects", {}},
                             {"natmod_start_chain", "natmod_starter_chain"},
                             {"natmod_start", "natmod_starter"}};

Symbol* find(Context& ctx, std::string_view name) {
    Symbol* symbol = ctx.global(name);
    want(ctx, *symbol);
    return symbol;
}

// True if the runtime has a starter for that form of fix-ups, which is then to be linked.
bool find_starter(Context& ctx, FixupForm form) {
    std::string_view name = kStarts[static_cast<size_t>(form)].starter;
    if (name.empty()) return false;
    for (ArchiveFile& archive : ctx.archives) {
        if (!archive_defines(ctx, archive, name)) continue;
        ctx.starter_entry = name;
        ctx.starter_options.arch = ctx.options.arch;
        ctx.starter_options.abi = ctx.options.abi;
        ctx.starter_options.libraries = {archive.path};
        ctx.starter_options.compile = ctx.options.compile;
        return true;
    }
    return false;
}

bool has_constructors(const Context& ctx) {
    for (const InputSection& section : ctx.sections)
        if (section.file && section.live && section.rank == Rank::init_array) return true;
    return false;
}

// What start code calls in the end: mpy_init, or the runtime's function that calls constructors
// before it.
Symbol* find_init(Context& ctx, Symbol* init) {
    if (has_constructors(ctx)) {
        init = find(ctx, "natmod_constructors");
        if (init->undefined())
            throw Error(
                "static constructors are called by Natmod's runtime, which is not among the inputs",
                std::string(kNoRuntimeHint));
        gc_sections(ctx, std::span(&init, 1));
    }
    Symbol* name = ctx.global("natmod_init");
    std::string_view text = name->name;
    *name = *init;
    name->name = text;
    return init;
}

// Makes the runtime's start code the entry point, if the module needs it; it may be a starter.
void choose_start(Context& ctx) {
    const Symbol* late = first_needing_runtime(ctx);
    if (!late) return;

    ctx.has_runtime = true;
    ctx.form = std::max(ctx.form, least_form(ctx));
    if (find_starter(ctx, ctx.form)) return;
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
    bool in_ram = tables_are_in_ram(ctx);
    if (in_ram) add_head(ctx, *ctx.chain_ram);
    if (!in_ram || ctx.form == FixupForm::chains) add_head(ctx, *ctx.chain_text);
}

}  // namespace

void choose_entry(Context& ctx) {
    Symbol* init = ctx.global(kInit);
    if (init->undefined())
        throw Error("no mpy_init in the input files",
                    "link the file that `natmod generate` writes, or define mpy_init");
    gc_sections(ctx, std::span(&init, 1));
    ctx.entry = find_init(ctx, init);
    choose_start(ctx);
    if (uses_firmware(ctx) && ctx.starter_entry.empty()) guard_entry(ctx, "natmod_check_firmware");
}

}  // namespace natmod::link
