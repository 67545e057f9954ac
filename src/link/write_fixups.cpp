// SPDX-License-Identifier: MIT
// Writes the fix-up stream, which docs/how-it-works.md specifies, at the end of text.
//
// A module's tables are mostly pairs of a qstr object and an address. The stream is short for two
// reasons: the file's qstr table has its entries in the order in which the words want them, so that
// "the next one" needs no number; and neighbours need no address.

#include <algorithm>

#include "abi/static_qstrs.h"
#include "link/arch.h"
#include "link/context.h"
#include "mpy/fixups.h"
#include "mpy/varuint.h"

namespace natmod::link {
namespace {

struct Item {
    uint64_t word;  // index in the block
    natmod_fixup_kind kind;
    uint64_t operand;  // of the kinds that have one
};

// The number or table entry of a qstr as the stream writes it.
uint64_t qref(Context& ctx, uint32_t id) {
    if (int number = abi::static_qstr(ctx.qstrs[id].text)) return static_cast<uint64_t>(number);
    return uint64_t{abi::kStaticQstrs} + uint64_t{table_index(ctx, id)};
}

Item make_item(Context& ctx, const Patch& patch, int& next_qstr, std::vector<uint32_t>& found) {
    Item item{patch.offset / static_cast<uint64_t>(ctx.word), FIXUP_TEXT, 0};
    const Value& value = patch.value;
    switch (value.kind) {
        case ValueKind::qstr_object:
            if (static_cast<int>(table_index(ctx, value.index)) == next_qstr) {
                ++next_qstr;
                item.kind = FIXUP_NEXT_QSTR_OBJECT;
            } else {
                item.kind = FIXUP_QSTR_OBJECT;
                item.operand = qref(ctx, value.index);
            }
            break;
        case ValueKind::qstr_number:
        case ValueKind::type_name:
            item.kind = value.kind == ValueKind::qstr_number ? FIXUP_QSTR_NUMBER : FIXUP_TYPE_NAME;
            item.operand = value.index;  // becomes a qref when all objects have their entries
            break;
        case ValueKind::found_object: {
            auto at = std::ranges::find(found, value.index);
            item.kind = FIXUP_FOUND;
            item.operand = static_cast<uint64_t>(at - found.begin());
            if (at == found.end()) found.push_back(value.index);
            break;
        }
        case ValueKind::entry:
            item.kind = FIXUP_ENTRY;
            item.operand = value.index;
            break;
        default:
            item.kind = value.section->block == Block::text ? FIXUP_TEXT : FIXUP_RAM;
    }
    return item;
}

// Number of neighbouring words from `first` on, in steps of `step` items, that are all of the kinds
// `a` and, behind it if `step` is 2, `b`.
size_t count_run(std::span<const Item> items, size_t step, natmod_fixup_kind a,
                 natmod_fixup_kind b) {
    size_t n = 0;
    for (; (n + 1) * step <= items.size(); ++n) {
        const Item& item = items[n * step];
        if (item.kind != a || item.word != items[0].word + n * step) break;
        if (step == 2 && (items[n * 2 + 1].kind != b || items[n * 2 + 1].word != item.word + 1))
            break;
    }
    return n;
}

struct Step {
    int kind;  // of an item for one word or for many
    uint64_t operand;
    size_t items, count;  // items consumed; count of the kinds that have one
};

Step next_step(std::span<const Item> items) {
    for (auto [kind, target] :
         {std::pair(FIXUP_PAIRS_TEXT, FIXUP_TEXT), std::pair(FIXUP_PAIRS_RAM, FIXUP_RAM)}) {
        size_t pairs = count_run(items, 2, FIXUP_NEXT_QSTR_OBJECT, target);
        if (pairs >= 2) return {kind, 0, pairs * 2, pairs};
    }
    for (auto [kind, target] :
         {std::pair(FIXUP_RUN_TEXT, FIXUP_TEXT), std::pair(FIXUP_RUN_RAM, FIXUP_RAM)}) {
        size_t run = count_run(items, 1, target, target);
        if (run >= 3) return {kind, 0, run, run};
    }
    return {items[0].kind, items[0].operand, 1, 0};
}

void put_segment(std::vector<uint8_t>& out, uint8_t base, std::span<const Item> items) {
    if (items.empty()) return;
    out.push_back(base);
    uint64_t cursor = 0;
    while (!items.empty()) {
        Step step = next_step(items);
        uint64_t skip = items[0].word - cursor;
        out.push_back(
            static_cast<uint8_t>(step.kind << 4 | std::min<uint64_t>(skip, FIXUP_LONG_SKIP)));
        if (skip >= FIXUP_LONG_SKIP) mpy::put_varuint(out, skip - FIXUP_LONG_SKIP);
        if (step.kind >= FIXUP_PAIRS_TEXT) {
            mpy::put_varuint(out, step.count);
        } else if (step.kind != FIXUP_NEXT_QSTR_OBJECT && step.kind != FIXUP_TEXT &&
                   step.kind != FIXUP_RAM) {
            mpy::put_varuint(out, step.operand);
        }
        cursor = items[step.items - 1].word + 1;
        items = items.subspan(step.items);
    }
    out.push_back(FIXUP_END);
}

void put_found(Context& ctx, std::vector<uint8_t>& out, const abi::ApiSymbol& object) {
    auto put_entry = [&] {
        mpy::put_varuint(out, static_cast<uint32_t>(object.entry(ctx.options.abi)));
    };
    auto put_name = [&](std::string_view text) {
        mpy::put_varuint(out, qref(ctx, qstr_id(ctx, text)));
    };
    out.push_back(static_cast<uint8_t>(object.how));
    switch (object.how) {
        case FIND_BUILTIN:
            put_name(object.attribute);
            break;
        case FIND_MODULE_TYPE:
            break;
        case FIND_TYPE_OF_ENTRY:
            put_entry();
            break;
        case FIND_MODULE_ATTR:
            put_name(object.module);
            put_name(object.attribute);
            break;
        case FIND_TYPE_SLOT:
            put_entry();
            mpy::put_varuint(out, object.slot);
            break;
        case FIND_BUILTIN_SLOT:
            put_name(object.attribute);
            mpy::put_varuint(out, object.slot);
            break;
    }
}

// Adds the stream, and tells tools where it begins: its distance from the end of text in three
// bytes, then the mark.
void put_stream(Context& ctx, std::span<const uint8_t> stream) {
    ctx.text.insert(ctx.text.end(), stream.begin(), stream.end());
    uint64_t end = align_up(ctx.text.size() + FIXUP_FOOTER_SIZE, ctx.arch.size_align);
    uint64_t distance = stream.size() + (end - ctx.text.size());
    ctx.text.resize(static_cast<size_t>(end));
    put32(ctx.text.data() + end - FIXUP_FOOTER_SIZE,
          static_cast<uint32_t>(distance) | uint32_t{FIXUP_FOOTER_MARK} << 24);
}

}  // namespace

void write_fixups(Context& ctx) {
    if (!ctx.has_runtime || ctx.form != FixupForm::stream) {
        ctx.text.resize(static_cast<size_t>(align_up(ctx.text.size(), ctx.arch.size_align)));
        // Nothing else may look like a stream's footer.
        if (mpy::announced_distance(ctx.text))
            ctx.text.resize(ctx.text.size() + static_cast<size_t>(ctx.arch.size_align));
        return;
    }
    std::vector<Item> items[2];
    std::vector<uint32_t> found;
    int next_qstr = 1;
    for (const Patch& patch : ctx.patches) {
        if (patch.by_loader) continue;
        items[patch.block == Block::ram].push_back(make_item(ctx, patch, next_qstr, found));
    }
    for (std::vector<Item>& segment : items)
        for (Item& item : segment)
            if (item.kind == FIXUP_QSTR_NUMBER || item.kind == FIXUP_TYPE_NAME)
                item.operand = qref(ctx, static_cast<uint32_t>(item.operand));

    std::vector<uint8_t> stream;
    if (ctx.starter) mpy::put_varuint(stream, anchor_of(ctx));
    mpy::put_varuint(stream, found.size());
    for (uint32_t id : found) put_found(ctx, stream, *ctx.found[id]);
    put_segment(stream, FIXUP_SEGMENT_TEXT, items[0]);
    put_segment(stream, FIXUP_SEGMENT_RAM, items[1]);
    stream.push_back(FIXUP_END);
    put_stream(ctx.starter ? *ctx.starter : ctx, stream);
}

}  // namespace natmod::link
