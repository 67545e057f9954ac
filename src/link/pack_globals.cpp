// SPDX-License-Identifier: MIT
// Packs the globals table of a module whose import does no more than adopt it. In a file a table
// takes two words and two relocations for each entry. Packed it takes 16 bits, because the names
// can stand in the file's qstr table in the order of the entries, and the import makes the dict.
// docs/how-it-works.md, "Packed globals", has the format.

#include <algorithm>
#include <optional>
#include <set>

#include "abi/fixup_stream.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

Block table_block(const Context& ctx) {
    return ctx.options.arch->family.tables_in_ram ? Block::ram : Block::text;
}

struct Entry {
    uint32_t key;                  // index in Context::qstrs
    const Reloc* reloc = nullptr;  // of the value
    PackedValue value = {};
};

// A table as the source has it, with the two sections that nobody needs once it is packed.
struct Table {
    const InputSection* dict = nullptr;
    const InputSection* section = nullptr;
    std::vector<Entry> entries;
};

// The one relocation of the word at that place, of class word; nullptr if there is none such.
const Reloc* word_reloc(const Context& ctx, const InputSection& section, uint64_t offset) {
    auto relocs = find_relocs(section, offset);
    if (relocs.size() != 1) return nullptr;
    const RelocInfo* info = find_reloc_info(ctx.arch, relocs[0].type);
    return info && info->kind == RelocClass::word ? relocs.data() : nullptr;
}

// The index in Context::qstrs, if the word becomes the object of a qstr.
std::optional<uint32_t> qstr_object_of(const Reloc* reloc) {
    if (!reloc || reloc->symbol->kind != SymbolKind::late || reloc->addend != 0) return {};
    const Value& value = reloc->symbol->late;
    if (value.kind != ValueKind::qstr_object || value.offset != 0) return {};
    return value.index;
}

// Whether an object may be there: it begins with the address of its type, unless the module stores
// that later.
bool may_be_object(const Context& ctx, const Reloc& reloc) {
    const Symbol& symbol = *reloc.symbol;
    if (symbol.kind != SymbolKind::section) return true;
    auto word = static_cast<uint64_t>(ctx.word);
    uint64_t at = symbol.value + static_cast<uint64_t>(reloc.addend);
    const InputSection& section = *symbol.section;
    if (at > section.size || section.size - at < word) return false;
    if (find_relocs(section, at).empty()) return number_at(section, at, ctx.word) == 0;
    const Reloc* type = word_reloc(ctx, section, at);
    return type && (uses_firmware(ctx) || type->symbol->kind != SymbolKind::absolute);
}

// The dict that the import adopts, if it is as MP_DEFINE_CONST_DICT makes it: fixed, ordered, all
// keys qstrs, full.
std::optional<Table> read_table(Context& ctx) {
    constexpr uint64_t kFlags = 7;
    constexpr int kUsedAt = 3;
    auto word = static_cast<uint64_t>(ctx.word);
    const Symbol& globals = *ctx.global(kAdoptedGlobals);
    if (globals.kind != SymbolKind::section) return {};
    Table table;
    table.dict = globals.section;
    const Reloc* content = word_reloc(ctx, *table.dict, globals.value + 3 * word);
    if (!content || content->symbol->kind != SymbolKind::section) return {};
    table.section = content->symbol->section;
    uint64_t at = content->symbol->value + static_cast<uint64_t>(content->addend);
    uint64_t used = number_at(*table.dict, globals.value + word, ctx.word);
    uint64_t count = number_at(*table.dict, globals.value + 2 * word, ctx.word);
    bool fits =
        at <= table.section->data.size() && count <= (table.section->data.size() - at) / (2 * word);
    if (!fits || used != (count << kUsedAt | kFlags)) return {};
    for (uint64_t i = 0; i < count; ++i, at += 2 * word) {
        auto key = qstr_object_of(word_reloc(ctx, *table.section, at));
        if (!key) return {};
        Entry& entry = table.entries.emplace_back(Entry{*key});
        uint64_t number = number_at(*table.section, at + word, ctx.word);
        entry.value.number =
            ctx.word == 4 ? static_cast<int32_t>(number) : static_cast<int64_t>(number);
        if (find_relocs(*table.section, at + word).empty()) continue;
        entry.reloc = word_reloc(ctx, *table.section, at + word);
        if (!entry.reloc || entry.reloc->symbol->undefined() || !may_be_object(ctx, *entry.reloc))
            return {};
        entry.value.symbol = entry.reloc->symbol;
        entry.value.number = entry.reloc->addend;
    }
    return table;
}

// Whether a value other than the first, the name, gets known at import only. Nothing would fill in
// its word.
bool any_is_late(Context& ctx, std::span<const Entry> entries) {
    return std::ranges::any_of(entries, [&](const Entry& entry) {
        return entry.reloc &&
               value_of(ctx, *entry.reloc->symbol, entry.reloc->addend).needs_runtime();
    });
}

// natmod_store_globals would make one entry of two with the same key.
bool keys_differ(const Table& table) {
    std::set<uint32_t> keys;
    return std::ranges::all_of(table.entries,
                               [&](const Entry& entry) { return keys.insert(entry.key).second; });
}

// Says how each value is written. Returns whether all of them are objects of the module's own.
bool choose_values(const Context& ctx, std::span<Entry> entries) {
    bool all_own = true;
    for (Entry& entry : entries) {
        PackedValue& value = entry.value;
        if (value.symbol) {
            value.in_word = value.symbol->kind != SymbolKind::section ||
                            ctx.arch.default_block(*value.symbol->section) != table_block(ctx);
        } else {
            value.in_word = (value.number & PACKED_INT) == 0 || !fits_signed(value.number, 16);
        }
        all_own &= value.symbol && !value.in_word;
    }
    return all_own;
}

void make_section(Context& ctx, InputSection& section, std::string content, uint64_t align,
                  Block block) {
    set_content(ctx, section, std::move(content));
    section.align = align;
    section.block = block;
    if (block == Block::ram) section.rank = Rank::data;
}

// The words of values that do not fit into 16 bits.
void make_words(Context& ctx, std::span<const Entry> entries) {
    std::string words;
    for (const Entry& entry : entries) {
        if (!entry.value.in_word) continue;
        if (entry.reloc) {
            Reloc& reloc = ctx.packed_words->relocs.emplace_back(*entry.reloc);
            reloc.offset = static_cast<uint32_t>(words.size());
        }
        for (int i = 0; i < ctx.word; ++i)
            words += static_cast<char>(entry.reloc ? 0 : entry.value.number >> (8 * i));
    }
    auto word = static_cast<uint64_t>(ctx.word);
    if (!words.empty())
        make_section(ctx, *ctx.packed_words, std::move(words), word, table_block(ctx));
}

// The first value is a name, mostly the module's own, and so that of the file; the keys follow.
void fill_qstr_table(Context& ctx, const Table& table, uint32_t name) {
    ctx.qstr_table[0] = ctx.qstrs[name].text;
    for (const Entry& entry : table.entries) {
        Qstr& key = ctx.qstrs[entry.key];
        if (key.table_index < 0) key.table_index = static_cast<int>(ctx.qstr_table.size());
        ctx.qstr_table.push_back(key.text);
    }
}

// The runtime's functions that make the dict.
struct Function {
    std::string_view inside, starter;
};
constexpr Function kFunctions[2][2] = {
    {{"natmod_unpack_globals", "natmod_starter_unpack_globals"},
     {"natmod_unpack_globals_and_builtins", "natmod_starter_unpack_globals_and_builtins"}},
    {{"natmod_store_globals", "natmod_starter_store_globals"},
     {"natmod_store_globals_and_builtins", "natmod_starter_store_globals_and_builtins"}}};

// The function in the module; nullptr if the runtime has none. Where it has one for starters, that
// is Context::starter_init, and the module has nothing to run.
Symbol* find_function(Context& ctx, const Function& names) {
    std::string_view inside = names.inside;
    if (has_starter(ctx, names.starter)) {
        if (has_constructors(ctx)) return nullptr;
        ctx.starter_init = names.starter;
        inside = "natmod_text";
    }
    Symbol* function = ctx.global(inside);
    want(ctx, *function);
    return function->undefined() ? nullptr : function;
}

struct LateWords {
    bool only_builtins = true;  // in text
    std::set<Value> slots;
    size_t words = 0;

    size_t count() const { return slots.size() + words; }
};

// What the module has besides its globals.
LateWords late_words(Context& ctx) {
    LateWords result;
    result.only_builtins = live_type_names(ctx).empty();
    for (const InputSection& section : ctx.sections) {
        if (!section.live) continue;
        for (const Reloc& reloc : section.relocs) {
            const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
            Value value = value_of(ctx, *reloc.symbol, reloc.addend);
            if (!info || !value.needs_runtime()) continue;
            bool word = info->kind == RelocClass::word;
            bool in_text = !word || section.executable() || table_block(ctx) == Block::text;
            result.only_builtins &= value.kind == ValueKind::found_object && in_text &&
                                    ctx.found[value.index]->how == FIND_BUILTIN;
            if (word) {
                ++result.words;
            } else {
                result.slots.insert(value);
            }
        }
    }
    return result;
}

// Whether packing makes the file smaller in spite of the start code that it takes beside that for
// other late words. On Xtensa both would want one entry of the table of objects.
bool pays(const Context& ctx, size_t entries) {
    constexpr size_t kEnough = 8;
    return entries >= kEnough && (!ctx.starter_init.empty() || table_block(ctx) == Block::text);
}

// The numbers beside the values.
size_t overhead(const Context& ctx) {
    return ctx.starter_init.empty() ? 3 : 4;
}

// Takes the words out of the fix-ups. False if one cannot be in the list.
bool write_builtins(Context& ctx, Context& where) {
    if (ctx.packed_builtins_room == 0) return true;
    uint8_t* out = image_of(where, *where.packed_builtins);
    put16(out, PACKED_BUILTINS_MARK);
    size_t left = ctx.packed_builtins_room;
    for (const Patch& patch : ctx.patches) {
        if (!patch.value.needs_runtime()) continue;
        uint64_t word = patch.offset / static_cast<uint64_t>(ctx.word);
        bool fits = patch.block == Block::text && word != 0 && word <= UINT16_MAX &&
                    patch.value.kind == ValueKind::found_object && patch.value.offset == 0;
        if (!fits || left-- == 0) return false;
        put16(out += sizeof(uint16_t), static_cast<uint32_t>(word));
        uint32_t name = qstr_id(ctx, ctx.found[patch.value.index]->attribute);
        put16(out += sizeof(uint16_t), table_index(ctx, name));
    }
    std::erase_if(ctx.patches, [](const Patch& patch) { return patch.value.needs_runtime(); });
    return true;
}

}  // namespace

// The function that makes the dict of the packed table; nullptr if the table stays as it is.
Symbol* pack_globals(Context& ctx) {
    constexpr size_t kFew = 32;  // a store goes through all entries that there are
    if (!ctx.may_pack) return nullptr;
    auto table = read_table(ctx);
    if (!table || table->entries.size() < 2 || table->entries.size() > UINT16_MAX) return nullptr;
    auto name = qstr_object_of(table->entries[0].reloc);
    if (!name) return nullptr;
    auto values = std::span(table->entries).subspan(1);
    if (any_is_late(ctx, values)) return nullptr;
    bool few = choose_values(ctx, values) && values.size() < kFew && keys_differ(*table);
    Symbol* function = find_function(ctx, kFunctions[few][false]);
    if (!function) return nullptr;
    auto give_up = [&] {
        ctx.kept.clear();
        ctx.starter_init = {};
        return nullptr;
    };

    for (const Entry& entry : values)
        if (entry.reloc) ctx.kept.push_back(entry.reloc->symbol);
    gc_sections(ctx, std::span(&function, 1));
    if (table->dict->live || table->section->live) return give_up();
    LateWords late = late_words(ctx);
    if (late.count() != 0 && late.only_builtins) {
        function = find_function(ctx, kFunctions[few][true]);
        if (!function) return give_up();
        gc_sections(ctx, std::span(&function, 1));
        ctx.packed_builtins_room = late.count();
    } else if (first_needing_runtime(ctx) && !pays(ctx, values.size())) {
        return give_up();
    }
    for (const Entry& entry : values) ctx.packed.push_back(entry.value);
    make_words(ctx, values);
    if (ctx.starter_init.empty()) reserve_packed_globals(ctx, ctx);
    fill_qstr_table(ctx, *table, *name);
    return function;
}

// Makes room for the packed globals of `ctx` in `where`: the module or its starter.
void reserve_packed_globals(const Context& ctx, Context& where) {
    if (ctx.packed.empty()) return;
    Block block = &ctx == &where ? table_block(ctx) : Block::text;
    auto make = [&](InputSection& section, size_t numbers) {
        std::string zeros(numbers * sizeof(uint16_t), '\0');
        make_section(where, section, std::move(zeros), sizeof(uint16_t), block);
    };
    make(*where.packed_globals, overhead(ctx) + ctx.packed.size());
    // The mark, the pairs, the end.
    if (size_t room = ctx.packed_builtins_room) make(*where.packed_builtins, 2 + 2 * room);
}

// Writes them. False if something is too far from the start of its block.
bool write_packed_globals(Context& ctx) {
    if (ctx.packed.empty()) return true;
    Context& where = ctx.starter ? *ctx.starter : ctx;
    const InputSection& section = *where.packed_globals;
    uint8_t* out = image_of(where, section);
    auto put = [&](uint64_t number) {
        put16(out, static_cast<uint32_t>(number));
        out += sizeof(uint16_t);
        return number <= UINT16_MAX;
    };
    put(PACKED_MARK);
    bool fits = !ctx.starter || put(anchor_of(ctx));
    fits &= put(ctx.packed.size() + 1);
    uint64_t next_word = ctx.packed_words->offset;
    for (const PackedValue& packed : ctx.packed) {
        if (packed.in_word) {
            fits &= put(next_word | PACKED_WORD);
            next_word += static_cast<uint64_t>(ctx.word);
        } else if (packed.symbol) {
            const InputSection& target = *packed.symbol->section;
            uint64_t address =
                target.offset + packed.symbol->value + static_cast<uint64_t>(packed.number);
            fits &= put(address) && target.block == table_block(ctx) &&
                    (address & (PACKED_INT | PACKED_WORD)) == 0;
        } else {
            put(static_cast<uint64_t>(packed.number) & UINT16_MAX);
        }
    }
    put(PACKED_INT);
    return fits && write_builtins(ctx, where);
}

}  // namespace natmod::link
