// SPDX-License-Identifier: MIT
// Gives every live section its offset in its block.

#include <fmt/core.h>

#include <algorithm>

#include "base/report.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

constexpr uint64_t kMaxBlock = uint64_t{1} << 28;
// Variables without a value, where code reaches them relative to itself.
constexpr uint64_t kMaxZeros = uint64_t{1} << 24;

std::vector<InputSection*> sections_of(Context& ctx, Block block) {
    std::vector<InputSection*> result;
    for (InputSection& section : ctx.sections) {
        if (!section.live || section.block != block) continue;
        if (ctx.arch.drop_section && ctx.arch.drop_section(section)) continue;
        result.push_back(&section);
    }
    return result;
}

// Code runs at any address: more alignment can only make it faster.
void check_alignment(Context& ctx, InputSection& section, uint64_t guaranteed) {
    if (section.align <= guaranteed) return;
    // Thumb code has its first address plus 1.
    const Symbol* symbol = section.file ? symbol_around(section, 1) : nullptr;
    std::string name = symbol ? demangled(symbol->name) : std::string(section.name);
    Place where = symbol ? place_in_source(section, 0, symbol->name) : describe(section, 0);
    std::string text = fmt::format("{} wants an alignment of {} bytes, firmware gives {}", name,
                                   section.align, guaranteed);
    if (!section.executable()) {
        ctx.error(
            where, text,
            "a module is loaded to any such address: align by hand in a larger buffer, when it "
            "is first used");
        return;
    }
    report({where, text, "it is code, and gets that", FindingKind::note});
    section.align = guaranteed;
}

// Places `sections` from `offset` on; returns the end.
uint64_t place(Context& ctx, std::span<InputSection* const> sections, uint64_t offset,
               uint64_t guaranteed) {
    for (InputSection* section : sections) {
        check_alignment(ctx, *section, guaranteed);
        section->offset = align_up(offset, section->align);
        offset = section->offset + section->size;
        if (section->size > kMaxBlock || offset > kMaxBlock)
            throw Error(Finding{describe(*section, 0), "the module is larger than 256 MiB"});
    }
    return offset;
}

// Large alignments first, so that gaps stay small.
bool by_rank(const InputSection* a, const InputSection* b) {
    if (a->rank != b->rank) return a->rank < b->rank;
    if (a->rank == Rank::init_array) return a->priority < b->priority;
    return a->align > b->align;
}

// Whether the first instruction that the import executes is in this text, not in a starter's.
bool breaks_here(const Context& ctx) {
    return ctx.options.break_at_import && ctx.starter_entry.empty();
}

// Makes offset 0 of text lead to the entry point: places the entry point there if it begins its
// section, else a jump to it.
void place_entry(Context& ctx) {
    const Symbol& entry = *ctx.entry;
    bool breaks = breaks_here(ctx);
    if (!breaks && entry.kind == SymbolKind::section && !ctx.arch.got_first &&
        (entry.value & ctx.arch.address_mask) == 0) {
        entry.section->rank = Rank::entry;
        return;
    }
    if (entry.section && entry.section->rank == Rank::code) entry.section->rank = Rank::first;
    CodeTemplate code = ctx.arch.trampoline(ctx);
    if (breaks) {
        std::span<const uint8_t> stop = breakpoint_code(*ctx.options.arch);
        code.bytes.insert(code.bytes.begin(), stop.begin(), stop.end());
        for (Reloc& reloc : code.relocs) reloc.offset += static_cast<uint32_t>(stop.size());
    }
    InputSection& section = ctx.sections.emplace_back();
    section.name = "(entry)";
    section.flags = SHF_ALLOC | SHF_EXECINSTR;
    section.rank = Rank::entry;
    section.live = true;
    section.align = code.align;
    set_content(ctx, section, std::string(code.bytes.begin(), code.bytes.end()));
    section.relocs = std::move(code.relocs);
    for (Reloc& reloc : section.relocs) reloc.symbol = ctx.entry;
}

// Relocations of neighbouring words need no address, and equal ones are counted. So slots that the
// loader fills come last, sorted by what they hold; those of the runtime are next to the data
// before them.
void order_got(Context& ctx) {
    std::vector<GotSlot*> slots;
    for (GotSlot& slot : ctx.got) slots.push_back(&slot);
    auto key = [](const GotSlot* slot) {
        const Value& v = slot->value;
        bool in_ram = v.kind == ValueKind::section && v.section->block == Block::ram;
        return std::tuple(!v.needs_runtime(), v.kind != ValueKind::absolute, v.kind, in_ram,
                          v.index);
    };
    std::ranges::stable_sort(slots, {}, key);
    for (uint32_t i = 0; i < slots.size(); ++i) slots[i]->position = i;
    ctx.got_section->size = slots.size() * static_cast<uint64_t>(ctx.word);
    if (!slots.empty()) ctx.got_section->align = static_cast<uint64_t>(ctx.word);
}

// Returns the size of text.
uint64_t place_text(Context& ctx) {
    auto sections = sections_of(ctx, Block::text);
    std::ranges::stable_sort(sections, by_rank);
    // Empty sections of the linker's own leave no gap, unless functions stand between them.
    bool constructors = std::ranges::any_of(sections, [](const InputSection* section) {
        return section->rank == Rank::init_array && section->file;
    });
    if (constructors) ctx.init_start->align = static_cast<uint64_t>(ctx.word);
    uint64_t size = place(ctx, sections, 0, ctx.arch.text_align), content = 0;
    for (const InputSection* section : sections) content += section->data.size();
    if (size > content + kMaxZeros)
        throw Error(
            {"", fmt::format("{} bytes of zeros would lie in the file, as text", size - content),
             "allocate large buffers when they are needed"});
    return size;
}

}  // namespace

void lay_out_ram(Context& ctx) {
    auto sections = sections_of(ctx, Block::ram);
    std::ranges::stable_sort(sections, [](const InputSection* a, const InputSection* b) {
        if (a->zero() != b->zero()) return a->zero();
        if (a->rank != b->rank) return a->rank < b->rank;
        return a->align > b->align;
    });
    auto first_data = std::ranges::find_if_not(sections, &InputSection::zero);
    auto zero_count = static_cast<size_t>(first_data - sections.begin());
    auto zeros = std::span(sections).first(zero_count),
         data = std::span(sections).subspan(zero_count);
    uint64_t guaranteed = ctx.arch.ram_align;
    // Objects with the runtime are compiled by Natmod, without what is needless.
    if (!ctx.has_runtime) guaranteed = std::max(guaranteed, ctx.arch.needless_align);
    ctx.bss_size = place(ctx, zeros, 0, guaranteed);
    ctx.ram_size = ctx.bss_size;
    if (data.empty()) return;
    // The loader places rodata behind bss, aligned to a word only.
    uint64_t align = std::max(static_cast<uint64_t>(ctx.word), data.front()->align);
    if (ctx.bss_size) ctx.bss_size = align_up(ctx.bss_size, align);
    ctx.ram_size = place(ctx, data, ctx.bss_size, guaranteed);
}

void lay_out_text(Context& ctx) {
    place_entry(ctx);
    order_got(ctx);
    uint64_t size = place_text(ctx);
    ctx.check_errors();
    while (ctx.arch.settle && ctx.arch.settle(ctx)) size = place_text(ctx);
    ctx.text.resize(static_cast<size_t>(size));
    ctx.rodata.resize(static_cast<size_t>(ctx.ram_size - ctx.bss_size));
}

}  // namespace natmod::link
