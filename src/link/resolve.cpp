// SPDX-License-Identifier: MIT
// Symbol resolution. The first of these to define a name wins: an object on the command line; the
// firmware (src/abi/) or a qstr; a fixed address (--externs); the archives in the given order, the
// module's own before Natmod's runtime and the toolchain's libraries; the one firmware that the
// module is for (--firmware).
// The firmware comes before archives, so that memcpy is the firmware's and not libc's.
//
// A module may define what a library has as well: everybody then uses the module's definition, the
// library included. So a member defines only what nobody before its archive does, whatever name it
// was taken for.

#include <fmt/core.h>

#include <algorithm>

#include "abi/static_qstrs.h"
#include "link/context.h"

namespace natmod::link {
namespace {

// MP_QSTR_area is the address of natmod_q_area, MP_ROM_QSTR(MP_QSTR_area) that of
// natmod_q_area_natmod_object. They are two symbols, so it does not matter what a compiler makes of
// either.
constexpr std::string_view kQstrPrefix = "natmod_q_";
constexpr std::string_view kQstrObject = "_natmod_object";

void define(Context& ctx, ObjectFile& file, const ElfSymbol& elf, Symbol& symbol) {
    if (elf.type == STT_GNU_IFUNC) {
        ctx.error(file.name(), fmt::format("{} is an indirect function (IFUNC): "
                                           "nobody would choose it at import",
                                           elf.name));
        return;
    }
    symbol.file = &file;
    symbol.weak = elf.binding == STB_WEAK;
    symbol.common = elf.common;
    symbol.type = elf.type;
    symbol.size = elf.size;
    symbol.value = elf.value;
    symbol.section = elf.absolute || elf.common ? nullptr : file.sections[elf.section];
    symbol.kind = elf.absolute ? SymbolKind::absolute : SymbolKind::section;
}

// A common symbol is a tentative definition: the largest one counts, a real one replaces it.
void merge_common(ObjectFile& file, const ElfSymbol& elf, Symbol& symbol) {
    symbol.value = std::max(symbol.value, elf.value);  // alignment
    if (elf.size <= symbol.size) return;
    symbol.size = elf.size;
    symbol.file = &file;
}

// Notes that `file` refers to the symbol, unless it is defined.
void add_reference(ObjectFile& file, Symbol& symbol, bool weak) {
    if (!symbol.undefined()) return;
    if (!symbol.file) symbol.file = &file;
    if (!weak) symbol.weak = false;
}

// `in_group`: the definition is in the first group of its signature, which replaces all others.
bool is_defined_in_front(Context& ctx, const ArchiveFile* archive, const Symbol& symbol,
                         bool in_group) {
    if (!symbol.undefined()) return !symbol.file || symbol.file->archive != archive;
    if (in_group) return false;
    for (ArchiveFile& front : ctx.archives) {
        if (&front == archive) return false;
        if (archive_defines(ctx, front, symbol.name)) return true;
    }
    return false;
}

// Enters the definition `elf` of `file`; among objects, and members of one archive, the rules are
// those of every ELF linker.
void add_definition(Context& ctx, ObjectFile& file, const ElfSymbol& elf) {
    Symbol& symbol = *ctx.global(elf.name);
    bool in_discarded = !elf.absolute && !elf.common && !file.sections[elf.section];
    bool in_group = !elf.absolute && !elf.common && !in_discarded &&
                    (file.elf.sections[elf.section].flags & SHF_GROUP) != 0;
    if (file.archive && (abi::find_api(elf.name, ctx.options.abi) ||
                         is_defined_in_front(ctx, file.archive, symbol, in_group)))
        return add_reference(file, symbol, false);
    if (in_discarded) return;  // the linked group defines it
    if (symbol.undefined()) return define(ctx, file, elf, symbol);
    if (elf.binding == STB_WEAK) return;
    if (elf.common) {
        if (symbol.common) merge_common(file, elf, symbol);
        return;
    }
    if (symbol.weak || symbol.common) return define(ctx, file, elf, symbol);
    if (file.archive) return;  // two members have it: the first counts
    auto place = [&](const ObjectFile& owner, const InputSection* section, uint64_t offset) {
        return section ? place_in_source(*section, offset, elf.name) : Place(owner.name());
    };
    const InputSection* second = elf.absolute ? nullptr : file.sections[elf.section];
    ctx.error(place(file, second, elf.value),
              fmt::format("duplicate symbol {}, first defined in {}", demangled(elf.name),
                          place(*symbol.file, symbol.section, symbol.value).text()),
              "give one of them another name or make it static");
}

Value late_value(Context& ctx, const abi::ApiSymbol& api) {
    switch (api.kind) {
        case abi::ApiKind::fun_table:
            return {.kind = ValueKind::fun_table};
        case abi::ApiKind::qstr_table:
            return {.kind = ValueKind::qstr_table};
        case abi::ApiKind::obj_table:
            return {.kind = ValueKind::obj_table};
        case abi::ApiKind::entry:
            return {.kind = ValueKind::entry,
                    .index = static_cast<uint32_t>(api.entry(ctx.options.abi))};
        case abi::ApiKind::found:
            break;
    }
    return {.kind = ValueKind::found_object, .index = found_id(ctx, api)};
}

}  // namespace

// Gives every common symbol that is still one a zero-initialised section.
void allocate_commons(Context& ctx) {
    for (Symbol& symbol : ctx.symbol_storage) {
        if (!symbol.common || symbol.section) continue;
        InputSection& section = ctx.sections.emplace_back();
        section.name = ctx.keep(fmt::format(".bss.{}", symbol.name));
        section.file = symbol.file;
        section.type = SHT_NOBITS;
        section.flags = SHF_ALLOC | SHF_WRITE;
        section.size = symbol.size;
        section.align = symbol.value;
        section.rank = Rank::zero;
        symbol.section = &section;
        symbol.value = 0;
    }
}

// Binds the name to what the firmware or the linker itself supplies; such a symbol has no file.
bool bind_outside(Context& ctx, Symbol& symbol) {
    auto bind = [&](SymbolKind kind) {
        symbol.kind = kind;
        symbol.file = nullptr;
        return true;
    };
    if (symbol.name.starts_with(kQstrPrefix)) {
        std::string_view identifier = symbol.name.substr(kQstrPrefix.size());
        bool object = identifier.ends_with(kQstrObject);
        if (object) identifier.remove_suffix(kQstrObject.size());
        auto defined = ctx.qstr_texts.find(std::string(identifier));
        std::string_view text =
            defined == ctx.qstr_texts.end() ? abi::qstr_text(identifier) : defined->second;
        symbol.late = {.kind = object ? ValueKind::qstr_object : ValueKind::qstr_number,
                       .index = qstr_id(ctx, text)};
        return bind(SymbolKind::late);
    }
    if (const abi::ApiSymbol* api = abi::find_api(symbol.name, ctx.options.abi)) {
        symbol.late = late_value(ctx, *api);
        return bind(SymbolKind::late);
    }
    const std::pair<std::string_view, InputSection*> own[] = {
        {"natmod_fixups", ctx.fixups},
        {"natmod_text", ctx.text_start},
        {"natmod_ram", ctx.ram_start},
        {"natmod_chain_text", ctx.chain_text},
        {"natmod_chain_ram", ctx.chain_ram},
        {"__init_array_start", ctx.init_start},
        {"__init_array_end", ctx.init_end},
        {"_GLOBAL_OFFSET_TABLE_", ctx.got_section},
        {"__dso_handle", ctx.text_start},
        {"natmod_firmware", ctx.firmware_record},
        {"natmod_firmware_text", ctx.firmware_text},
        {"natmod_packed_globals", ctx.packed_globals},
    };
    for (auto [name, section] : own) {
        if (symbol.name != name) continue;
        symbol.section = section;
        return bind(SymbolKind::section);
    }
    auto address = ctx.externs.find(std::string(symbol.name));
    if (address != ctx.externs.end()) {
        symbol.value = address->second;
        return bind(SymbolKind::absolute);
    }
    return is_better_in_firmware(ctx, symbol.name) && bind_to_firmware(ctx, symbol);
}

// Enters the global symbols of one object: definitions, and who needs what is not defined.
void add_globals(Context& ctx, ObjectFile& file) {
    for (size_t i = 0; i < file.elf.symbols.size(); ++i) {
        const ElfSymbol& elf = file.elf.symbols[i];
        if (elf.binding == STB_LOCAL || file.symbols[i]->firmware) continue;
        if (!elf.undefined()) {
            add_definition(ctx, file, elf);
            continue;
        }
        add_reference(file, *ctx.global(elf.name), elf.binding == STB_WEAK);
    }
}

uint32_t qstr_id(Context& ctx, std::string_view text) {
    auto found = ctx.qstr_ids.find(text);
    if (found != ctx.qstr_ids.end()) return found->second;
    auto id = static_cast<uint32_t>(ctx.qstrs.size());
    ctx.qstrs.push_back({std::string(text), -1});
    ctx.qstr_ids.emplace(ctx.qstrs.back().text, id);
    return id;
}

// Enters the qstr into the file's table if it is not there yet.
uint32_t table_index(Context& ctx, uint32_t id) {
    Qstr& qstr = ctx.qstrs[id];
    // A stream cannot name the first entry.
    if (ctx.form != FixupForm::stream && qstr.text == ctx.qstr_table[0]) return 0;
    if (qstr.table_index < 0) {
        qstr.table_index = static_cast<int>(ctx.qstr_table.size());
        ctx.qstr_table.push_back(qstr.text);
    }
    return static_cast<uint32_t>(qstr.table_index);
}

uint32_t found_id(Context& ctx, const abi::ApiSymbol& symbol) {
    auto at = std::ranges::find(ctx.found, &symbol);
    if (at == ctx.found.end()) at = ctx.found.insert(at, &symbol);
    return static_cast<uint32_t>(at - ctx.found.begin());
}

void resolve_symbols(Context& ctx) {
    for (ObjectFile& file : ctx.files) add_globals(ctx, file);
    ctx.check_errors();
    Symbol* init = ctx.global(kInit);
    // The runtime's, if it does.
    if (init->undefined() && !ctx.options.adopted.empty()) init = ctx.global(adopting_init(ctx));
    want(ctx, *init);
}

Value value_of(Context& ctx, const Symbol& symbol, int64_t addend) {
    auto a = static_cast<uint64_t>(addend);
    if (ctx.word == 4) a &= 0xffffffff;
    switch (symbol.kind) {
        case SymbolKind::section:
            if (symbol.section == ctx.ram_start && !ctx.ram_size) return {.offset = a};
            return {
                .kind = ValueKind::section, .section = symbol.section, .offset = symbol.value + a};
        case SymbolKind::absolute:
            return {.offset = symbol.value + a};
        case SymbolKind::undefined:
        case SymbolKind::discarded:
            return {.offset = a};
        case SymbolKind::late:
            break;
    }
    Value value = symbol.late;
    value.offset += a;
    if (value.kind != ValueKind::qstr_number) return value;
    if (int number = abi::static_qstr(ctx.qstrs[value.index].text))
        return {.offset = static_cast<uint64_t>(number) + a};
    return value;
}

}  // namespace natmod::link
