// SPDX-License-Identifier: MIT
// Builds the images of text and rodata: copies the sections, applies relocations, and notes the
// words that get their value when the module is loaded.

#include <fmt/core.h>

#include <algorithm>

#include "abi/static_qstrs.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

// Stores what is known of the word at `loc`, and notes what the import must add to it.
void set_word(Context& ctx, Block block, uint64_t offset, uint8_t* loc, const Value& value,
              bool prefer_loader) {
    uint64_t known = value.offset;
    if (value.kind == ValueKind::section) known += value.section->offset;
    put_word(loc, ctx.word, known);
    if (value.kind == ValueKind::absolute) return;
    bool loader_only = value.kind == ValueKind::fun_table || value.kind == ValueKind::qstr_table ||
                       value.kind == ValueKind::obj_table;
    bool by_loader = !value.needs_runtime() && (prefer_loader || loader_only || !ctx.has_runtime ||
                                                ctx.form != FixupForm::stream);
    ctx.patches.push_back({block, offset, value, by_loader});
}

void apply(Context& ctx, const InputSection& section, const Reloc& reloc, const RelocInfo& info,
           uint8_t* loc) {
    uint64_t place = section.offset + reloc.offset;
    if (info.kind == RelocClass::word) {
        Value value = value_of(ctx, *reloc.symbol, reloc.addend);
        // Literals in code are filled in before any code runs.
        set_word(ctx, section.block, place, loc, value, section.executable());
        return;
    }
    Value target = value_of(ctx, *reloc.symbol, 0);
    uint64_t address = target.offset;
    if (target.kind == ValueKind::section) address += target.section->offset;
    if (reloc.stub) address = reloc.stub->offset;
    uint64_t got = ctx.got_section->offset;
    uint64_t slot = 0;
    if (reloc.got >= 0) {
        uint32_t position = ctx.got[static_cast<size_t>(reloc.got)].position;
        slot = got + position * static_cast<uint64_t>(ctx.word);
    }
    ctx.arch.apply({ctx, section, reloc, loc, place, address, slot, got, reloc.addend});
}

void write_section(Context& ctx, const InputSection& section) {
    uint8_t* image = image_of(ctx, section);
    if (!image) return;
    std::ranges::copy(section.data, image);
    for (const Reloc& reloc : section.relocs) {
        const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
        if (info->kind != RelocClass::none) apply(ctx, section, reloc, *info, image + reloc.offset);
    }
}

void write_got(Context& ctx) {
    for (const GotSlot& slot : ctx.got) {
        uint64_t offset = ctx.got_section->offset + slot.position * static_cast<uint64_t>(ctx.word);
        set_word(ctx, Block::text, offset, ctx.text.data() + offset, slot.value, true);
    }
}

// The name is the upper half of the 32 bits behind the type's first word; the lower half are flags.
void write_type_names(Context& ctx) {
    auto word = static_cast<uint64_t>(ctx.word);
    for (const TypeName& record : live_type_names(ctx)) {
        const InputSection& section = *record.section;
        uint8_t* image = image_of(ctx, section);
        uint64_t in_section = record.offset + word;
        uint64_t offset = section.offset + in_section;
        bool fits = in_section <= section.data.size() && section.data.size() - in_section >= word;
        if (!image || !fits || offset % word) {
            ctx.error(describe(section, record.offset), "type object without content");
            continue;
        }
        if (int number = abi::static_qstr(ctx.qstrs[record.qstr].text))
            put16(image + in_section + 2, static_cast<uint32_t>(number));
        else
            ctx.patches.push_back({section.block,
                                   offset,
                                   {.kind = ValueKind::type_name, .index = record.qstr},
                                   false});
    }
}

}  // namespace

void relocate(Context& ctx) {
    for (InputSection& section : ctx.sections) {
        if (!section.live) continue;
        if (ctx.arch.drop_section && ctx.arch.drop_section(section)) continue;
        write_section(ctx, section);
    }
    write_got(ctx);
    write_type_names(ctx);
    ctx.check_errors();
    std::ranges::sort(ctx.patches, {},
                      [](const Patch& p) { return std::tuple(p.block, p.offset); });
}

}  // namespace natmod::link
