// SPDX-License-Identifier: MIT
// Fix-up chains, the short form of fix-ups; docs/how-it-works.md specifies them. Each late word
// itself holds what it becomes and where the next one is. All other words are loader relocations.
// If a link cannot say what some word becomes, the module gets the stream instead
// (write_fixups.cpp).

#include <algorithm>
#include <optional>

#include "abi/static_qstrs.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

// The flags of an mp_arg_t, in the form that a link holds; nothing if the value has none.
std::optional<uint32_t> argument_flags(const Value& value) {
    constexpr uint64_t kKind = 0x3, kOptions = 0x300;
    uint64_t flags = value.offset >> 16;
    if (value.kind != ValueKind::qstr_number || (value.offset & 0xffff) != 0 ||
        (flags & kKind) == 0 || (flags & ~(kKind | kOptions | ARGUMENT_MARK_MASK)) != 0)
        return {};
    return static_cast<uint32_t>((flags & kKind) | (flags & kOptions) >> 6);
}

// The kind of link for that value; nothing if there is none.
std::optional<natmod_chain_kind> kind_of(const Context& ctx, const Value& value) {
    if (argument_flags(value)) return CHAIN_ARGUMENT;
    if (value.offset != 0) return {};
    switch (value.kind) {
        case ValueKind::qstr_object:
            return CHAIN_QSTR_OBJECT;
        case ValueKind::qstr_number:
            return CHAIN_QSTR_NUMBER;
        case ValueKind::type_name:
            return CHAIN_TYPE;
        case ValueKind::found_object:
            break;
        default:
            return {};
    }
    switch (ctx.found[value.index]->how) {
        case FIND_BUILTIN:
            return CHAIN_BUILTIN;
        case FIND_MODULE_TYPE:
            return CHAIN_MODULE_TYPE;
        case FIND_TYPE_OF_ENTRY:
            return CHAIN_ENTRY_TYPE;
        default:
            return {};
    }
}

FixupForm form_of(natmod_chain_kind kind) {
    switch (kind) {
        case CHAIN_QSTR_OBJECT:
            return FixupForm::objects;
        case CHAIN_QSTR_NUMBER:
        case CHAIN_TYPE:
        case CHAIN_BUILTIN:
            return FixupForm::names;
        default:
            return FixupForm::chains;
    }
}

// Whether the value is mp_type_type, the first word of a type. A link of kind type fills that in.
bool is_type_type(const Context& ctx, const Value& value) {
    const abi::ApiSymbol* type = abi::find_api("mp_type_type", ctx.options.abi);
    return value == Value{.kind = ValueKind::entry,
                          .index = static_cast<uint32_t>(type->entry(ctx.options.abi))};
}

uint32_t index_of(Context& ctx, natmod_chain_kind kind, const Value& value) {
    switch (kind) {
        case CHAIN_MODULE_TYPE:
            return 0;
        case CHAIN_ENTRY_TYPE:
            return static_cast<uint32_t>(ctx.found[value.index]->entry(ctx.options.abi));
        case CHAIN_BUILTIN:
            return table_index(ctx, qstr_id(ctx, ctx.found[value.index]->attribute));
        case CHAIN_ARGUMENT:
            return *argument_flags(value) << CHAIN_FLAGS_AT | table_index(ctx, value.index);
        default:
            return table_index(ctx, value.index);
    }
}

struct Word {
    Patch* patch;
    natmod_chain_kind kind;
    uint32_t index;
};

// The words of that block's chain, in order; nothing if a word cannot be in a chain.
std::optional<std::vector<Word>> words_of(Context& ctx, Block block) {
    std::vector<Word> words;
    for (size_t i = 0; i < ctx.patches.size(); ++i) {
        Patch& patch = ctx.patches[i];
        if (patch.block != block || !patch.value.needs_runtime()) continue;
        auto kind = kind_of(ctx, patch.value);
        if (!kind || form_of(*kind) > ctx.form) return {};
        Word word{&patch, *kind, index_of(ctx, *kind, patch.value)};
        size_t last_qstr = CHAIN_INDEX;
        if (*kind == CHAIN_ARGUMENT) last_qstr = CHAIN_ARGUMENT_QSTR;
        if (ctx.qstr_table.size() > last_qstr + 1) return {};
        if (*kind == CHAIN_TYPE) {
            // The link goes to the type's first word, because the name shares its word with flags.
            Patch* first = i == 0 ? nullptr : &ctx.patches[i - 1];
            auto before = patch.offset - static_cast<uint64_t>(ctx.word);
            if (!first || first->block != block || first->offset != before ||
                !is_type_type(ctx, first->value))
                return {};
            word.patch = first;
        }
        words.push_back(word);
    }
    return words;
}

// Where a chain begins, and what its links count from.
struct Head {
    const InputSection* section;
    int64_t offset;  // of the head in the block
    uint8_t* place;  // its 32 bits
};

// Writes the links of one block. False if a distance does not fit into a link.
bool write_links(Context& ctx, const Head& head, std::span<const Word> words) {
    bool in_text = head.section->block == Block::text;
    auto place_of = [&](const Word& word) {
        return in_text ? ctx.text.data() + word.patch->offset
                       : ctx.rodata.data() + (word.patch->offset - ctx.bss_size);
    };
    auto word_size = static_cast<int64_t>(ctx.word);
    int64_t from = head.offset;
    uint8_t* previous = head.place;
    put32(previous, CHAIN_MARK);
    for (const Word& word : words) {
        int64_t skip = (static_cast<int64_t>(word.patch->offset) - from) / word_size;
        if (!fits_signed(skip, 16)) return false;
        put16(previous + 2, static_cast<uint32_t>(skip));
        previous = place_of(word);
        put_word(previous, ctx.word, uint32_t{word.kind} << CHAIN_KIND_AT | word.index);
        from = static_cast<int64_t>(word.patch->offset);
    }
    // The loader adds the block's address to each link, and the start code subtracts the head's.
    // So add the distance between the two.
    for (const Word& word : words) {
        uint8_t* link = place_of(word);
        put_word(link, ctx.word, get32(link) + head.section->offset);
        word.patch->value = {.kind = ValueKind::section, .section = head.section};
        word.patch->by_loader = true;
    }
    return true;
}

}  // namespace

// The form with the least start code whose links can name all late words. Only the layout shows
// whether the distances between them fit, which write_chains() finds out.
FixupForm least_form(Context& ctx) {
    auto least = FixupForm::objects;
    for (const ObjectFile& file : ctx.files)
        for (const InputSection* section : file.sections) {
            if (!section || !section->live) continue;
            for (const Reloc& reloc : section->relocs) {
                const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
                if (!info) continue;
                int64_t addend = info->kind == RelocClass::word ? reloc.addend : 0;
                Value value = value_of(ctx, *reloc.symbol, addend);
                if (!value.needs_runtime()) continue;
                auto kind = kind_of(ctx, value);
                if (!kind) return FixupForm::stream;
                least = std::max(least, form_of(*kind));
                // It will be one of an argument, if it is in a table.
                if (*kind == CHAIN_QSTR_NUMBER && ctx.options.opaque_arguments &&
                    info->kind == RelocClass::word && !section->executable())
                    least = FixupForm::chains;
            }
        }
    for (const TypeName& type : live_type_names(ctx))
        if (abi::static_qstr(ctx.qstrs[type.qstr].text) == 0)
            least = std::max(least, FixupForm::names);
    return least;
}

bool write_chains(Context& ctx) {
    constexpr size_t kTextAt = 0, kRamAt = 4;  // of a starter's heads
    uint8_t heads[8] = {};
    auto word = static_cast<int64_t>(ctx.word);
    for (Block block : {Block::text, Block::ram}) {
        bool in_text = block == Block::text;
        auto words = words_of(ctx, block);
        if (!words) return false;
        Head head{in_text ? ctx.text_start : ctx.ram_start, -word,
                  heads + (in_text ? kTextAt : kRamAt)};
        if (!ctx.starter) {
            head.section = in_text ? ctx.chain_text : ctx.chain_ram;
            if (head.section->size == 0) {
                if (!words->empty()) return false;
                continue;
            }
            head.offset = static_cast<int64_t>(head.section->offset);
            head.place = in_text ? ctx.text.data() + head.offset
                                 : ctx.rodata.data() + (head.section->offset - ctx.bss_size);
        }
        if (!write_links(ctx, head, *words)) return false;
    }
    if (ctx.starter && ctx.starter_entry != ctx.starter_init) {
        uint64_t anchor = anchor_of(ctx);
        if (anchor > UINT16_MAX) return false;
        std::vector<uint8_t>& text = ctx.starter->text;
        size_t at = text.size();
        text.resize(at + sizeof(natmod_starter_chains));
        put16(&text[at], static_cast<uint32_t>(anchor));
        put16(&text[at + 2], get32(heads + kTextAt) >> CHAIN_SKIP_AT);
        put16(&text[at + 4], get32(heads + kRamAt) >> CHAIN_SKIP_AT);
        put16(&text[at + 6], CHAIN_MARK);
    }
    std::erase_if(ctx.patches, [](const Patch& patch) { return !patch.by_loader; });
    return true;
}

}  // namespace natmod::link
