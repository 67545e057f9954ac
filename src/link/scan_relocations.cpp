// SPDX-License-Identifier: MIT
// Decides what each relocation of a live section needs now that it is known which block its target
// is in: a GOT slot, a stub, rewritten code, or nothing.

#include <fmt/core.h>

#include <algorithm>

#include "link/arch.h"
#include "link/context.h"
#include "mpy/offsets.h"

namespace natmod::link {
namespace {

std::string relocation_name(const RelocInfo* info, uint32_t type) {
    return info ? std::string(info->name) : fmt::format("relocation type {}", type);
}

void reject(Context& ctx, const InputSection& section, const Reloc& reloc, std::string_view reason,
            std::string_view hint = {}) {
    const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
    ctx.error(describe(section, reloc.offset),
              fmt::format("{} against {} {}", relocation_name(info, reloc.type),
                          reloc.symbol->name.empty() ? "no symbol" : reloc.symbol->name, reason),
              std::string(hint));
}

bool is_in_text(const Value& value) {
    return value.kind == ValueKind::section && value.section->block == Block::text;
}

int got_slot(Context& ctx, Value value) {
    if (value.kind == ValueKind::section && value.section->block == Block::ram)
        value = {.kind = ValueKind::section,
                 .section = ctx.ram_start,
                 .offset = value.section->offset + value.offset};
    auto [slot, is_new] = ctx.got_ids.emplace(value, static_cast<int>(ctx.got.size()));
    if (is_new) ctx.got.push_back({value});
    return slot->second;
}

InputSection* stub_for(Context& ctx, Symbol* symbol) {
    InputSection*& stub = ctx.stubs[symbol];
    if (stub) return stub;
    CodeTemplate code = ctx.arch.stub(ctx, *symbol);
    stub = &ctx.sections.emplace_back();
    stub->name = ctx.keep(fmt::format("(stub of {})", symbol->name));
    stub->flags = SHF_ALLOC | SHF_EXECINSTR;
    stub->live = true;
    stub->align = code.align;
    set_content(ctx, *stub, std::string(code.bytes.begin(), code.bytes.end()));
    stub->relocs = std::move(code.relocs);
    for (Reloc& reloc : stub->relocs) reloc.symbol = symbol;
    return stub;
}

// Whether nothing can be there that the address is meant to be of.
bool leads_astray(const Context& ctx, const Value& value) {
    switch (value.kind) {
        case ValueKind::section:
            return mpy::is_far_outside(value.offset, value.section->size, ctx.word);
        case ValueKind::entry:
            return value.offset > mpy::reach_of_entry(value.index, ctx.options.abi, ctx.word);
        case ValueKind::fun_table:
            // A module for one firmware reaches all of it from there.
            return !uses_firmware(ctx) && mpy::is_far_outside(value.offset, 0, ctx.word);
        case ValueKind::qstr_table:
        case ValueKind::obj_table:
        case ValueKind::qstr_object:
        case ValueKind::found_object:
            return mpy::is_far_outside(value.offset, 0, ctx.word);
        default:
            return false;
    }
}

void require_target(Context& ctx, const InputSection& section, const Reloc& reloc,
                    const Value& value) {
    if (leads_astray(ctx, value)) {
        reject(ctx, section, reloc, "leads to where nothing is",
               "no compiler makes that: what made or changed this object?");
    }
}

void scan_word(Context& ctx, InputSection& section, Reloc& reloc, const Value& value) {
    auto word = static_cast<uint64_t>(ctx.word);
    if (value.kind == ValueKind::absolute) return;
    if (section.align % word || reloc.offset % word)
        reject(ctx, section, reloc, "is not aligned to a word, so it cannot be filled in at import",
               "do not pack structures that hold addresses");
}

void scan(Context& ctx, InputSection& section, Reloc& reloc) {
    const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
    if (reloc.symbol->type == STT_TLS && !(info && ctx.arch.plain_thread_locals))
        return reject(ctx, section, reloc, "is thread-local", kThreadLocalHint);
    if (!info) return reject(ctx, section, reloc, "is unknown");
    if (info->kind == RelocClass::none) return;
    if (reloc.symbol->kind == SymbolKind::discarded)
        return reject(ctx, section, reloc, "refers to a section that is not linked");
    Value value = value_of(ctx, *reloc.symbol, reloc.addend);
    switch (info->kind) {
        case RelocClass::none:
            break;
        case RelocClass::word:
            require_target(ctx, section, reloc, value);
            scan_word(ctx, section, reloc, value);
            break;
        case RelocClass::constant:
            if (value.kind != ValueKind::absolute)
                reject(ctx, section, reloc, "wants an address before it is known",
                       ctx.arch.pic_hint);
            break;
        case RelocClass::direct:
            if (!is_in_text(value))
                reject(ctx, section, reloc, "needs a target in the same block of memory",
                       ctx.arch.pic_hint);
            break;
        case RelocClass::branch:
            // Lists of the firmware's symbols have addresses without the bit that marks Thumb code.
            if (reloc.symbol->kind == SymbolKind::absolute && !reloc.symbol->file)
                reloc.symbol->value |= ~ctx.arch.address_mask;
            if (!is_in_text(value)) reloc.stub = stub_for(ctx, reloc.symbol);
            break;
        case RelocClass::got:
            if (ctx.arch.relax && ctx.arch.relax(ctx, section, reloc)) break;
            value = ctx.arch.got_value ? ctx.arch.got_value(ctx, section, reloc)
                                       : value_of(ctx, *reloc.symbol, 0);
            require_target(ctx, section, reloc, value);
            reloc.got = got_slot(ctx, value);
            break;
    }
}

// The second would overwrite what the first has stored.
void require_places_of_their_own(Context& ctx, const InputSection& section) {
    const RelocInfo* before = nullptr;
    uint64_t end = 0;
    for (const Reloc& reloc : section.relocs) {  // sorted by offset
        const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
        if (!info || info->kind == RelocClass::none) continue;
        if (before && reloc.offset < end && !(info->adds && before->adds))
            reject(ctx, section, reloc,
                   fmt::format("is where another relocation is, {}", before->name),
                   "no compiler makes that: what made or changed this object?");
        before = info;
        end = std::max<uint64_t>(end, reloc.offset + info->size);
    }
}

// Whether a word that the loader relocates does for the anchor: in a module with a fix-up stream
// those are the code's literals.
bool has_anchor(Context& ctx) {
    auto is_anchor = [&](const Reloc& reloc) {
        const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
        if (!info || info->kind != RelocClass::word) return false;
        Value value = value_of(ctx, *reloc.symbol, reloc.addend);
        return value.kind == ValueKind::section && value.section->block == Block::ram &&
               value.section->offset + value.offset == 0;
    };
    return std::ranges::any_of(ctx.sections, [&](const InputSection& section) {
        bool dropped = ctx.arch.drop_section && ctx.arch.drop_section(section);
        bool by_loader = section.executable() || !ctx.has_runtime || ctx.form != FixupForm::stream;
        return section.live && section.block == Block::text && !dropped && by_loader &&
               std::ranges::any_of(section.relocs, is_anchor);
    });
}

// The garbage collector keeps the RAM block only while a word that it scans, or that the loader
// keeps for the module, holds the block's exact start.
void add_anchor(Context& ctx) {
    if (ctx.ram_size && !has_anchor(ctx))
        got_slot(ctx, {.kind = ValueKind::section, .section = ctx.ram_start});
}

}  // namespace

// The anchor's word in text, for a starter; 0 if there is no RAM block.
uint64_t anchor_of(const Context& ctx) {
    for (const Patch& patch : ctx.patches) {
        const Value& value = patch.value;
        if (patch.by_loader && patch.block == Block::text && value.kind == ValueKind::section &&
            value.section->block == Block::ram && value.section->offset + value.offset == 0)
            return patch.offset / static_cast<uint64_t>(ctx.word);
    }
    return 0;
}

void scan_relocations(Context& ctx) {
    for (const InputSection& section : ctx.sections)
        if (section.live) require_places_of_their_own(ctx, section);
    if (ctx.arch.prepare) ctx.arch.prepare(ctx);
    // By index: stubs are added meanwhile, and are scanned as well.
    for (size_t i = 0; i < ctx.sections.size(); ++i) {
        InputSection& section = ctx.sections[i];
        if (!section.live) continue;
        if (ctx.arch.drop_section && ctx.arch.drop_section(section)) continue;
        for (Reloc& reloc : section.relocs) scan(ctx, section, reloc);
    }
    add_anchor(ctx);
    ctx.check_errors();
}

}  // namespace natmod::link
