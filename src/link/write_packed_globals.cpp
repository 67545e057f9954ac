// SPDX-License-Identifier: MIT
// Writes the record of packed globals, of the module or its starter; pack_globals.cpp says what is
// in it.

#include <algorithm>
#include <set>
#include <tuple>

#include "abi/fixup_stream.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

// The bytes of the record.
size_t record_size(const Context& ctx) {
    size_t numbers = 2 + ctx.packed.size(), names = 0;
    for (const std::string& name : ctx.packed_names) names += 1 + name.size();
    if (ctx.packed_names.empty()) ++numbers;  // PACKED_INT
    if (!ctx.starter_init.empty()) ++numbers;
    if (ctx.packed_init) ++numbers;
    // The mark, the pairs, the end.
    if (ctx.packed_words_room != 0) numbers += 2 + 2 * ctx.packed_words_room;
    return numbers * sizeof(uint16_t) + names;
}

// Takes the words out of the fix-ups, into a list. Nothing if one cannot be in it.
std::optional<std::vector<uint16_t>> list_words(Context& ctx) {
    std::vector<uint16_t> list;
    if (ctx.packed_words_room == 0) return list;
    list.push_back(ctx.packed_qstrs ? PACKED_WORDS_MARK : PACKED_BUILTINS_MARK);
    for (const Patch& patch : ctx.patches) {
        if (!patch.value.needs_runtime()) continue;
        uint64_t word = patch.offset / static_cast<uint64_t>(ctx.word);
        bool is_qstr = patch.value.kind == ValueKind::qstr_number;
        bool fits = patch.block == Block::text && word != 0 && word <= UINT16_MAX &&
                    (is_qstr || patch.value.kind == ValueKind::found_object) &&
                    patch.value.offset == 0;
        uint64_t place =
            !fits
                ? 0
                : table_index(ctx, is_qstr ? patch.value.index
                                           : qstr_id(ctx, ctx.found[patch.value.index]->attribute));
        if (ctx.packed_qstrs) place = place * sizeof(uint16_t) | (is_qstr ? PACKED_QSTR : 0);
        if (!fits || place > UINT16_MAX) return {};
        list.push_back(static_cast<uint16_t>(word));
        list.push_back(static_cast<uint16_t>(place));
    }
    std::erase_if(ctx.patches, [](const Patch& patch) { return patch.value.needs_runtime(); });
    list.push_back(0);
    if (list.size() > 2 + 2 * ctx.packed_words_room) return {};
    return list;
}

// Of a value that is no word.
uint64_t address_of(const PackedValue& value) {
    return value.symbol->section->offset + value.symbol->value +
           static_cast<uint64_t>(value.number);
}

// A function object: words of text that get a type and the address of a function.
bool is_function_at(const Context& ctx, uint64_t offset) {
    auto at = std::ranges::lower_bound(
        ctx.patches, std::tuple(Block::text, offset), {},
        [](const Patch& patch) { return std::tuple(patch.block, patch.offset); });
    if (std::distance(at, ctx.patches.end()) < 2) return false;
    const Patch &type = at[0], &function = at[1];
    return type.block == Block::text && type.offset == offset &&
           type.value.kind == ValueKind::entry && type.value.offset == 0 &&
           function.block == Block::text &&
           function.offset == offset + static_cast<uint64_t>(ctx.word) &&
           function.value.kind == ValueKind::section &&
           function.value.section->block == Block::text;
}

// The function objects among the values, whose words the import fills in with their names: less
// than relocations take. Constructors, which run before, find all done.
std::set<uint64_t> take_functions(Context& ctx) {
    std::set<uint64_t> taken;
    if (ctx.packed_names.empty() || ctx.word != 8 || has_constructors(ctx)) return taken;
    for (const PackedValue& packed : ctx.packed) {
        if (!packed.symbol || packed.in_word) continue;
        uint64_t address = address_of(packed);
        if (is_function_at(ctx, address)) taken.insert(address);
    }
    std::erase_if(ctx.patches, [&](const Patch& patch) {
        if (patch.block != Block::text) return false;
        if (taken.contains(patch.offset - static_cast<uint64_t>(ctx.word))) return true;
        if (!taken.contains(patch.offset)) return false;
        put64(ctx.text.data() + patch.offset,
              uint64_t{patch.value.index} * static_cast<uint64_t>(ctx.word));
        return true;
    });
    return taken;
}

}  // namespace

Block table_block(const Context& ctx) {
    return ctx.options.arch->family.tables_in_ram ? Block::ram : Block::text;
}

void make_section(Context& ctx, InputSection& section, std::string content, uint64_t align,
                  Block block) {
    set_content(ctx, section, std::move(content));
    section.align = align;
    section.block = block;
    if (block == Block::ram) section.rank = Rank::data;
}

// Makes room for the packed globals of `ctx` in `where`: the module or its starter.
void reserve_packed_globals(const Context& ctx, Context& where) {
    if (ctx.packed.empty()) return;
    Block block = &ctx == &where ? table_block(ctx) : Block::text;
    make_section(where, *where.packed_globals, std::string(record_size(ctx), '\0'),
                 sizeof(uint16_t), block);
}

// Writes them. False if something is too far from the start of its block.
bool write_packed_globals(Context& ctx) {
    if (ctx.packed.empty()) return true;
    Context& where = ctx.starter ? *ctx.starter : ctx;
    const InputSection& section = *where.packed_globals;
    std::set<uint64_t> functions = take_functions(ctx);
    uint8_t* out = image_of(where, section);
    auto put = [&](uint64_t number) {
        put16(out, static_cast<uint32_t>(number));
        out += sizeof(uint16_t);
        return number <= UINT16_MAX;
    };
    auto put_address = [&](const PackedValue& value) {
        uint64_t address = address_of(value), flags = PACKED_INT | PACKED_WORD;
        if (!ctx.packed_names.empty() && ctx.word == 8) flags |= PACKED_FUNCTION;
        bool fits = value.symbol->section->block == table_block(ctx) && (address & flags) == 0;
        // Once, whatever names it has.
        if (functions.erase(address) != 0) address |= PACKED_FUNCTION;
        return put(address) && fits;
    };
    auto name = ctx.packed_names.begin();
    auto put_name = [&] {
        if (name == ctx.packed_names.end()) return;
        *out++ = static_cast<uint8_t>(name->size());
        out = std::copy(name->begin(), name->end(), out);
        ++name;
    };
    put(!ctx.packed_names.empty() ? PACKED_NAMES_MARK
        : ctx.packed_init         ? PACKED_INIT_MARK
                                  : PACKED_MARK);
    bool fits = !ctx.starter || put(anchor_of(ctx));
    fits &= put(ctx.packed.size() + 1);
    put_name();
    uint64_t next_word = ctx.packed_words->offset;
    for (const PackedValue& packed : ctx.packed) {
        if (packed.in_word) {
            fits &= put(next_word | PACKED_WORD);
            next_word += static_cast<uint64_t>(ctx.word);
        } else if (packed.symbol) {
            fits &= put_address(packed);
        } else {
            put(static_cast<uint64_t>(packed.number) & UINT16_MAX);
        }
        put_name();
    }
    if (!ctx.packed_names.empty()) return fits;
    put(PACKED_INT);
    auto words = list_words(ctx);
    if (!words) return false;
    for (uint16_t number : *words) put(number);
    if (ctx.packed_init) fits &= put_address(*ctx.packed_init);
    return fits;
}

}  // namespace natmod::link
