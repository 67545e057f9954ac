// SPDX-License-Identifier: MIT
// Makes absolute RISC-V addresses relative. Libraries that are not position independent (picolibc
// for RV32) load the upper part of an address with lui (HI20) and complete it in the instruction
// that uses it (LO12), which may be any distance away. The linker does not know the address, but it
// knows how far it is from the code:
//
//   lui a5, %hi(x)           auipc a5, upper part of the distance
//   lw a0, %lo(x)(a5)        lw a0, lower part of the distance(a5)
//
// The lower part now depends on where the auipc is. So a low part must have only one high part
// (riscv_pairs.cpp), and all low parts of a high part must be near each other: seen from the auipc,
// x and x + 4 may be on different sides of a multiple of 4096, though they never are seen from 0.
// Where either fails, lui becomes a jump to an island that loads the whole address:
//
//   j island                 island: auipc a5, ...; addi a5, a5, ...; j back
//   lw a0, 0(a5)
//
// An island with a load from the GOT also reaches symbols that are not in text.
//
// If the address is a number that is known now (a weak symbol that nobody defines, a function of
// the firmware at a given address), lui stays, and an auipc becomes one.
//
// Code addresses thread-local variables (errno) likewise, with tp added in between. That addition
// becomes a move, and the variable an ordinary one: a module runs in one thread at a time.

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

#include "elf/bytes.h"
#include "link/arch.h"
#include "link/arch/riscv.h"

namespace natmod::link {
namespace {

bool is_high(uint32_t type) {
    return type == R_RISCV_HI20 || type == R_RISCV_TPREL_HI20;
}
bool is_store(uint32_t type) {
    return type == R_RISCV_LO12_S || type == R_RISCV_TPREL_LO12_S || type == kPairLowS;
}
bool is_low(uint32_t type) {
    return type == R_RISCV_LO12_I || type == R_RISCV_LO12_S || type == R_RISCV_TPREL_LO12_I ||
           type == R_RISCV_TPREL_LO12_S;
}

struct SymbolGroup {
    Symbol* symbol;
    RiscvGroup uses;
};

// In the order of the sections, so that a link's result depends on nothing else.
std::deque<SymbolGroup> find_groups(Context& ctx) {
    std::deque<SymbolGroup> groups;
    // By object, symbol, and whether it is addressed as thread-local data.
    std::map<std::tuple<const ObjectFile*, const Symbol*, bool>, SymbolGroup*> index;
    for (InputSection& section : ctx.sections) {
        if (!section.live || !section.file) continue;
        for (Reloc& reloc : section.relocs) {
            if (!is_high(reloc.type) && !is_low(reloc.type)) continue;
            bool tls = reloc.type == R_RISCV_TPREL_HI20 || reloc.type == R_RISCV_TPREL_LO12_I ||
                       reloc.type == R_RISCV_TPREL_LO12_S;
            SymbolGroup*& group = index[{section.file, reloc.symbol, tls}];
            if (!group) group = &groups.emplace_back(SymbolGroup{reloc.symbol, {}});
            (is_high(reloc.type) ? group->uses.highs : group->uses.lows)
                .push_back({&section, &reloc});
        }
    }
    return groups;
}

Symbol* make_label(Context& ctx, const Symbol& named_after, InputSection* section, uint64_t value) {
    Symbol& label = ctx.symbol_storage.emplace_back();
    label.name = named_after.name;
    label.kind = section ? SymbolKind::section : SymbolKind::absolute;
    label.section = section;
    label.value = value;
    return &label;
}

void become(Reloc& reloc, uint32_t type, Symbol* symbol, int64_t addend) {
    reloc.type = type;
    reloc.symbol = symbol;
    reloc.addend = addend;
}

// A number that is near all addends: 0 if that will do.
int64_t base_of(const std::vector<RiscvUse>& uses) {
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < uses.size(); ++i) {
        int64_t addend = uses[i].reloc->addend;
        low = i == 0 ? addend : std::min(low, addend);
        high = i == 0 ? addend : std::max(high, addend);
    }
    return low >= -2048 && high < 2048 ? 0 : low + (high - low) / 2;
}

Reloc make_reloc(uint32_t offset, uint32_t type, Symbol* symbol, int64_t addend = 0) {
    Reloc reloc;
    reloc.offset = offset;
    reloc.type = type;
    reloc.symbol = symbol;
    reloc.addend = addend;
    return reloc;
}

// Code that loads symbol + base of `high` into its register and goes on behind it.
InputSection& make_island(Context& ctx, const RiscvUse& high, Symbol* symbol, int64_t base,
                          bool from_got) {
    uint32_t reg = destination_register(get32(high.place()));
    uint32_t add = 0x13, load = ctx.word == 8 ? 0x3003 : 0x2003;
    std::string code(12, '\0');
    auto* bytes = reinterpret_cast<uint8_t*>(code.data());
    put32(bytes, 0x17 | reg << 7);  // auipc
    put32(bytes + 4, (from_got ? load : add) | reg << 7 | reg << 15);
    put32(bytes + 8, 0x6f);  // j
    std::string_view kept = ctx.keep(std::move(code));

    InputSection& island = ctx.sections.emplace_back();
    island.name = ctx.keep("(address of " + std::string(symbol->name) + ")");
    island.flags = SHF_ALLOC | SHF_EXECINSTR;
    island.live = true;
    island.must_be_text = true;
    island.align = 4;
    island.size = kept.size();
    island.data = {reinterpret_cast<const uint8_t*>(kept.data()), kept.size()};
    Symbol* start = make_label(ctx, *symbol, &island, 0);
    Symbol* back = make_label(ctx, *symbol, high.section, high.reloc->offset + 4);
    island.relocs = {make_reloc(0, from_got ? R_RISCV_GOT_HI20 : R_RISCV_PCREL_HI20, symbol, base),
                     make_reloc(4, R_RISCV_PCREL_LO12_I, start), make_reloc(8, R_RISCV_JAL, back)};
    become(*high.reloc, kIslandJump, start, 0);
    return island;
}

void use_island(Context& ctx, Reloc& low, const Symbol& symbol, int64_t base) {
    become(low, is_store(low.type) ? kIslandOffsetS : kIslandOffsetI,
           make_label(ctx, symbol, nullptr, 0), low.addend - base);
}

// The address is a number: lui stays what it is.
void make_absolute(RiscvGroup& group) {
    for (RiscvUse& high : group.highs) high.reloc->type = kAbsoluteHigh;
    for (RiscvUse& low : group.lows)
        low.reloc->type = is_store(low.reloc->type) ? kAbsoluteLowS : kAbsoluteLowI;
}

void make_pairs(Context& ctx, RiscvGroup& group, Symbol* symbol, const RiscvPairs& pairs) {
    std::vector<std::vector<RiscvUse>> lows_of(group.highs.size());
    std::vector<RiscvUse> open;
    for (size_t i = 0; i < group.lows.size(); ++i) {
        auto high = static_cast<size_t>(pairs.high_of[i]);
        bool own = pairs.high_of[i] >= 0 && pairs.own[high];
        (own ? lows_of[high] : open).push_back(group.lows[i]);
    }
    int64_t base = base_of(open);
    for (size_t i = 0; i < group.highs.size(); ++i) {
        RiscvUse& high = group.highs[i];
        if (!pairs.own[i]) {
            make_island(ctx, high, symbol, base, false);
            continue;
        }
        const auto& lows = lows_of[i];
        become(*high.reloc, kPairHigh, symbol,
               lows.empty() ? high.reloc->addend : lows[0].reloc->addend);
        Symbol* label = make_label(ctx, *symbol, high.section, high.reloc->offset);
        for (const RiscvUse& low : lows)
            become(*low.reloc, is_store(low.reloc->type) ? kPairLowS : kPairLowI, label,
                   low.reloc->addend);
    }
    for (const RiscvUse& low : open) use_island(ctx, *low.reloc, *symbol, base);
}

// PCREL_HI20 of a number. Its low parts name it, and follow.
void make_numbers_absolute(Context& ctx) {
    for (InputSection& section : ctx.sections) {
        if (!section.live || !section.file) continue;
        for (Reloc& reloc : section.relocs)
            if (reloc.type == R_RISCV_PCREL_HI20 &&
                value_of(ctx, *reloc.symbol, 0).kind == ValueKind::absolute)
                reloc.type = kAbsoluteHigh;
    }
}

}  // namespace

void make_relative(Context& ctx) {
    make_numbers_absolute(ctx);
    for (auto& [symbol, group] : find_groups(ctx)) {
        if (symbol->kind == SymbolKind::discarded) continue;  // scan_relocations() reports it
        Value value = value_of(ctx, *symbol, 0);
        if (value.kind == ValueKind::absolute) {
            make_absolute(group);
        } else if (group.highs.empty()) {
            ctx.error(describe(*group.lows[0].section, group.lows[0].reloc->offset),
                      "no instruction of the object loads the upper part of this address",
                      "compile with -fpic");
        } else if (value.kind == ValueKind::section && value.section->block == Block::text) {
            make_pairs(ctx, group, symbol, find_pairs(group));
        } else {
            for (RiscvUse& high : group.highs) make_island(ctx, high, symbol, 0, true);
            for (RiscvUse& low : group.lows) use_island(ctx, *low.reloc, *symbol, 0);
        }
    }
}

bool add_missing_islands(Context& ctx) {
    std::map<const Reloc*, std::vector<Reloc*>> lows_of;
    std::vector<RiscvUse> too_far;  // high parts, each once
    for (InputSection& section : ctx.sections) {
        if (!section.live) continue;
        for (Reloc& low : section.relocs) {
            if (low.type != kPairLowI && low.type != kPairLowS) continue;
            InputSection* at = low.symbol->section;
            const Reloc* high = named_high_part(low);
            lows_of[high].push_back(&low);
            int64_t distance = pair_value(ctx, *at, *high, high->addend);
            if (fits_signed(low_part(distance) + low.addend - high->addend, 12)) continue;
            auto same = [&](const RiscvUse& use) { return use.reloc == high; };
            if (std::ranges::none_of(too_far, same))
                too_far.push_back({at, &at->relocs[static_cast<size_t>(high - at->relocs.data())]});
        }
    }
    for (RiscvUse& high : too_far) {
        Symbol* symbol = high.reloc->symbol;
        int64_t base = high.reloc->addend;
        make_island(ctx, high, symbol, base, false);
        for (Reloc* low : lows_of[high.reloc]) use_island(ctx, *low, *symbol, base);
    }
    return !too_far.empty();
}

}  // namespace natmod::link
