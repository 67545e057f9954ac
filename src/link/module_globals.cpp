// SPDX-License-Identifier: MIT
// Defines natmod_globals_of_X, the dict that module object X names as its globals. The generated
// mpy_init adopts it; the runtime's has natmod_adopted_globals, of LinkOptions::adopted. The import
// makes a module object of its own, so X is linked only if something else refers to it.

#include <fmt/core.h>

#include <algorithm>

#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

constexpr std::string_view kGlobalsOf = "natmod_globals_of_";

// The relocation of the module object's second word.
const Reloc* globals_word(const Context& ctx, const Symbol& module) {
    if (!module.section) return nullptr;
    uint64_t offset = module.value + static_cast<uint64_t>(ctx.word);
    auto relocs = find_relocs(*module.section, offset);
    auto is_word = [&](const Reloc& reloc) {
        const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
        return info && info->kind == RelocClass::word;
    };
    auto found = std::ranges::find_if(relocs, is_word);
    return found == relocs.end() ? nullptr : &*found;
}

void bind(Context& ctx, Symbol& globals, const Symbol& module) {
    if (module.undefined()) {
        globals.name = module.name;  // for error messages
        return;
    }
    const Reloc* word = globals_word(ctx, module);
    if (!word) {
        globals.kind = SymbolKind::absolute;  // a value of any kind, but not an address
        ctx.error(module.section ? place_in_source(*module.section, module.value, module.name)
                                 : Place(module.file->name()),
                  fmt::format("module object {} has no globals", module.name),
                  "set its .globals to the module's dict");
        return;
    }
    Symbol& dict = *word->symbol;
    want(ctx, dict);
    if (dict.undefined()) globals.name = dict.name;
    globals.kind = dict.kind;
    globals.section = dict.section;
    globals.late = dict.late;
    globals.value = dict.value + static_cast<uint64_t>(word->addend);
    if (!dict.undefined()) globals.file = module.file;
}

}  // namespace

// The runtime's mpy_init for LinkOptions::adopted. Only a table that has a key of that name can
// have an __init__.
std::string_view adopting_init(const Context& ctx) {
    for (std::string_view key : {"natmod_q___init___natmod_object", "natmod_q___init__"})
        if (ctx.globals.contains(key)) return "natmod_adopt_globals_with_init";
    return "natmod_adopt_globals";
}

void bind_module_globals(Context& ctx) {
    std::vector<std::pair<Symbol*, Symbol*>> pairs;
    for (size_t i = 0; i < ctx.symbol_storage.size(); ++i) {
        Symbol& symbol = ctx.symbol_storage[i];
        std::string_view name;
        if (symbol.name.starts_with(kGlobalsOf)) name = symbol.name.substr(kGlobalsOf.size());
        if (symbol.name == kAdoptedGlobals) name = ctx.options.adopted;
        if (!symbol.undefined() || name.empty()) continue;
        Symbol* module = ctx.global(name);
        if (!module->file) module->file = symbol.file;
        pairs.emplace_back(&symbol, module);
    }
    for (auto [globals, module] : pairs) {
        want(ctx, *module);
        bind(ctx, *globals, *module);
    }
    ctx.check_errors();
}

}  // namespace natmod::link
