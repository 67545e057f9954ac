// SPDX-License-Identifier: MIT
// Packs the globals table of a module whose import does no more than adopt it. In a file a table
// takes two words and two relocations for each entry. Packed it takes 16 bits, because the names
// can stand in the file's qstr table in the order of the entries, and the import makes the dict.
// docs/how-it-works.md, "Packed globals", has the format.

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "abi/fixup_stream.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

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

// The first value is a name, mostly the module's own, and so that of the file; the keys follow,
// unless they are in the record.
void fill_qstr_table(Context& ctx, const Table& table, uint32_t name) {
    ctx.qstr_table[0] = ctx.qstrs[name].text;
    if (!ctx.packed_names.empty()) return;
    for (const Entry& entry : table.entries) {
        Qstr& key = ctx.qstrs[entry.key];
        if (key.table_index < 0) key.table_index = static_cast<int>(ctx.qstr_table.size());
        ctx.qstr_table.push_back(key.text);
    }
}

// What is filled in beside the globals: words of text that become builtins, or numbers of qstrs.
enum class Words : uint8_t { none, builtins, builtins_and_qstrs };

// The runtime's function that makes the dict; nullptr if it has none. Where there is one for
// starters, that is Context::starter_init, and the module has nothing to run.
Symbol* find_function(Context& ctx, bool few, Words words) {
    constexpr std::string_view kWords[] = {"", "_and_builtins", "_and_words"};
    std::string name =
        fmt::format("{}_globals{}{}", few ? "store" : "unpack", kWords[static_cast<size_t>(words)],
                    ctx.packed_init ? "_with_init" : "");
    std::string_view starter = ctx.keep("natmod_starter_" + name);
    std::string_view inside = ctx.keep("natmod_" + name);
    if (has_starter(ctx, starter)) {
        if (has_constructors(ctx)) return nullptr;
        ctx.starter_init = starter;
        inside = "natmod_text";
    }
    Symbol* function = ctx.global(inside);
    want(ctx, *function);
    return function->undefined() ? nullptr : function;
}

struct LateWords {
    bool can_be_listed = true;  // all in text, and either builtins or numbers of qstrs
    bool qstrs = false;         // some are the latter
    std::set<Value> slots;
    size_t words = 0;

    size_t count() const { return slots.size() + words; }
};

// What the module has besides its globals.
LateWords late_words(Context& ctx) {
    LateWords result;
    // Constructors run before the list is read, and may use the words.
    result.can_be_listed = live_type_names(ctx).empty() && !has_constructors(ctx);
    for (const InputSection& section : ctx.sections) {
        if (!section.live) continue;
        for (const Reloc& reloc : section.relocs) {
            const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
            bool word = info && info->kind == RelocClass::word;
            Value value = value_of(ctx, *reloc.symbol, word ? reloc.addend : 0);
            if (!info || !value.needs_runtime()) continue;
            bool in_text = !word || section.executable() || table_block(ctx) == Block::text;
            // Of those in tables are many, and some have flags beside them.
            bool is_qstr = value.kind == ValueKind::qstr_number && (!word || section.executable());
            bool is_builtin = value.kind == ValueKind::found_object &&
                              ctx.found[value.index]->how == FIND_BUILTIN;
            result.can_be_listed &= in_text && value.offset == 0 && (is_qstr || is_builtin);
            result.qstrs |= is_qstr;
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

// The object that the firmware would call after the import. False if it has none that can be named
// in the record.
bool find_packed_init(Context& ctx, std::span<const Entry> entries) {
    for (const Entry& entry : entries) {
        if (ctx.qstrs[entry.key].text != "__init__") continue;
        if (!entry.value.symbol || entry.value.in_word || ctx.packed_init) return false;
        ctx.packed_init = entry.value;
    }
    return true;
}

// The runtime's function that makes qstrs of names in the record, if that makes the file smaller
// than `unpack`, which has them from the qstr table; otherwise that.
Symbol* find_names_function(Context& ctx, const Table& table, Symbol* unpack) {
    Symbol* function = ctx.global("natmod_unpack_names");
    want(ctx, *function);
    if (function->undefined()) return unpack;
    size_t in_table = unpack->size, in_record = function->size;
    for (const Entry& entry : table.entries) {
        const std::string& text = ctx.qstrs[entry.key].text;
        if (text.size() > PACKED_LONGEST_NAME) return unpack;
        in_table += mpy::qstr_size(text);
        in_record += 1 + text.size();
    }
    if (in_record >= in_table) return unpack;
    for (const Entry& entry : table.entries) ctx.packed_names.push_back(ctx.qstrs[entry.key].text);
    return function;
}

}  // namespace

// The function that makes the dict of the packed table; nullptr if the table stays as it is.
Symbol* pack_globals(Context& ctx) {
    constexpr size_t kFew = 32;  // a store goes through all entries that there are; and to find
                                 // setattr takes as long as to read the names of 20
    if (!ctx.may_pack) return nullptr;
    auto table = read_table(ctx);
    if (!table || table->entries.size() < 2 || table->entries.size() > UINT16_MAX) return nullptr;
    auto name = qstr_object_of(table->entries[0].reloc);
    if (!name) return nullptr;
    auto values = std::span(table->entries).subspan(1);
    if (any_is_late(ctx, values)) return nullptr;
    bool few = choose_values(ctx, values) && values.size() < kFew && keys_differ(*table);
    auto give_up = [&] {
        ctx.kept.clear();
        ctx.starter_init = {};
        ctx.packed_init.reset();
        return nullptr;
    };
    if (!find_packed_init(ctx, values)) return give_up();
    Symbol* function = find_function(ctx, few, Words::none);
    if (!function) return give_up();

    for (const Entry& entry : values)
        if (entry.reloc) ctx.kept.push_back(entry.reloc->symbol);
    gc_sections(ctx, std::span(&function, 1));
    if (table->dict->live || table->section->live) return give_up();
    LateWords late = late_words(ctx);
    if (late.count() != 0 && late.can_be_listed) {
        function =
            find_function(ctx, few, late.qstrs ? Words::builtins_and_qstrs : Words::builtins);
        if (!function) return give_up();
        gc_sections(ctx, std::span(&function, 1));
        ctx.packed_words_room = late.count();
        ctx.packed_qstrs = late.qstrs;
    } else if (first_needing_runtime(ctx) && !pays(ctx, values.size())) {
        return give_up();
    }
    bool plain = ctx.starter_init.empty() && !ctx.packed_init && ctx.packed_words_room == 0;
    if (plain && values.size() >= kFew) {
        function = find_names_function(ctx, *table, function);
        gc_sections(ctx, std::span(&function, 1));
    }
    for (const Entry& entry : values) ctx.packed.push_back(entry.value);
    make_words(ctx, values);
    if (ctx.starter_init.empty()) reserve_packed_globals(ctx, ctx);
    fill_qstr_table(ctx, *table, *name);
    return function;
}

}  // namespace natmod::link
