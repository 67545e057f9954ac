// SPDX-License-Identifier: MIT
// Finds the lui that loads the upper part of the address that a LO12 relocation completes.
// Relocations do not say which: both name the symbol, and a compiler may share one lui among
// several uses, load it long before, or let a jump from another lui of the same symbol arrive in
// between.
//
// If a symbol has only one lui there is no question. Otherwise a pair is only certain inside a
// basic block, where no jump arrives between the two and nothing writes the register. What is
// uncertain stays open, and riscv_absolute.cpp makes it work without the answer.

#include <algorithm>
#include <set>

#include "elf/bytes.h"
#include "link/arch/riscv.h"

namespace natmod::link {
namespace {

using Arrival = std::pair<const InputSection*, uint64_t>;

uint32_t bits(uint32_t value, int high, int low) {
    return value >> low & ((uint32_t{1} << (high - low + 1)) - 1);
}

int64_t sign_extend(uint32_t value, int width) {
    auto sign = int64_t{1} << (width - 1);
    return (static_cast<int64_t>(value) ^ sign) - sign;
}

// One instruction as far as control flow and registers matter.
struct Instruction {
    uint32_t code = 0;
    uint32_t length = 0;  // 0: none is there

    bool compressed() const { return length == 2; }
    // Quadrant and function bits of a compressed one, as c.j is 1, 5.
    bool is(uint32_t quadrant, uint32_t function) const {
        return compressed() && (code & 3) == quadrant && code >> 13 == function;
    }
    bool is_return_or_jump() const {
        if (compressed()) return is(1, 5) || (is(2, 4) && bits(code, 6, 2) == 0);
        return (opcode(code) == 0x6f || opcode(code) == 0x67) && destination_register(code) == 0;
    }
    // May say true of a register that it leaves alone.
    bool may_write(uint32_t reg) const {
        if (compressed())
            return bits(code, 11, 7) == reg || bits(code, 9, 7) + 8 == reg ||
                   bits(code, 4, 2) + 8 == reg || reg == 1;
        bool has_none = opcode(code) == 0x23 || opcode(code) == 0x63;  // stores, branches
        return !has_none && destination_register(code) == reg;
    }
    // Distance of a jump or branch that the assembler resolved.
    std::optional<int64_t> distance() const;
};

std::optional<int64_t> Instruction::distance() const {
    uint32_t c = code;
    if (!compressed() && opcode(c) == 0x63)
        return sign_extend(bits(c, 31, 31) << 12 | bits(c, 7, 7) << 11 | bits(c, 30, 25) << 5 |
                               bits(c, 11, 8) << 1,
                           13);
    if (!compressed() && opcode(c) == 0x6f)
        return sign_extend(bits(c, 31, 31) << 20 | bits(c, 19, 12) << 12 | bits(c, 20, 20) << 11 |
                               bits(c, 30, 21) << 1,
                           21);
    if (is(1, 6) || is(1, 7))
        return sign_extend(bits(c, 12, 12) << 8 | bits(c, 6, 5) << 6 | bits(c, 2, 2) << 5 |
                               bits(c, 11, 10) << 3 | bits(c, 4, 3) << 1,
                           9);
    if (is(1, 5) || is(1, 1))  // c.jal, or on 64 bits c.addiw: one place too many does no harm
        return sign_extend(bits(c, 12, 12) << 11 | bits(c, 8, 8) << 10 | bits(c, 10, 9) << 8 |
                               bits(c, 6, 6) << 7 | bits(c, 7, 7) << 6 | bits(c, 2, 2) << 5 |
                               bits(c, 11, 11) << 4 | bits(c, 5, 3) << 1,
                           12);
    return std::nullopt;
}

Instruction read(const InputSection& section, uint64_t offset) {
    size_t left = section.data.size() - std::min<uint64_t>(offset, section.data.size());
    const uint8_t* place = section.data.data() + (section.data.size() - left);
    if (left < 2) return {};
    uint32_t code = get16(place);
    if ((code & 3) != 3) return {code, 2};
    return left < 4 ? Instruction{} : Instruction{get32(place), 4};
}

// Adds every place that control may come to other than from the instruction before.
void add_arrivals(const ObjectFile& file, const InputSection& section,
                  std::set<Arrival>& arrivals) {
    for (uint64_t at = 0;;) {
        Instruction instruction = read(section, at);
        if (!instruction.length) break;
        auto distance = instruction.distance();
        if (distance && *distance != 0)  // 0: the distance is in a relocation
            arrivals.emplace(&section, at + static_cast<uint64_t>(*distance));
        at += instruction.length;
    }
    for (const InputSection* from : file.sections) {
        if (!from) continue;
        for (const Reloc& reloc : from->relocs)
            if (reloc.symbol->section == &section)
                arrivals.emplace(&section,
                                 reloc.symbol->value + static_cast<uint64_t>(reloc.addend));
    }
    for (const Symbol* symbol : file.symbols)
        if (symbol->section == &section && symbol->type == STT_FUNC)
            arrivals.emplace(&section, symbol->value);
}

// Whether control that comes to `low` has passed `high`, and its register is what that loaded.
bool is_sure(const RiscvUse& high, const RiscvUse& low, const std::set<Arrival>& arrivals) {
    uint32_t reg = destination_register(get32(high.place()));
    if (first_register(get32(low.place())) != reg) return false;
    uint64_t at = high.reloc->offset + 4;
    while (at < low.reloc->offset) {
        Instruction instruction = read(*high.section, at);
        if (!instruction.length || arrivals.contains({high.section, at})) return false;
        if (instruction.is_return_or_jump() || instruction.may_write(reg)) return false;
        at += instruction.length;
    }
    return at == low.reloc->offset && !arrivals.contains({high.section, at});
}

// Whether the instruction of `low`, the only one to be reached from `high`, writes the register:
// the upper part is gone then.
bool ends(const RiscvUse& high, const RiscvUse& low) {
    uint32_t code = get32(low.place());
    bool writes = opcode(code) == 0x03 || opcode(code) == 0x13;  // integer loads, addi
    if (!writes || destination_register(code) != first_register(code)) return false;
    for (uint64_t at = high.reloc->offset + 4; at < low.reloc->offset;) {
        Instruction instruction = read(*high.section, at);
        if (!instruction.length || instruction.distance()) return false;
        at += instruction.length;
    }
    return true;
}

// The last one before `low` in its section, or -1.
int last_before(const std::vector<RiscvUse>& highs, const RiscvUse& low) {
    int found = -1;
    for (size_t i = 0; i < highs.size(); ++i) {
        if (highs[i].section != low.section || highs[i].reloc->offset > low.reloc->offset) continue;
        if (found < 0 || highs[i].reloc->offset > highs[static_cast<size_t>(found)].reloc->offset)
            found = static_cast<int>(i);
    }
    return found;
}

}  // namespace

RiscvPairs find_pairs(const RiscvGroup& group) {
    RiscvPairs result{std::vector<int>(group.lows.size(), -1),
                      std::vector<bool>(group.highs.size())};
    if (group.highs.empty()) return result;
    if (group.highs.size() == 1) {
        std::ranges::fill(result.high_of, 0);
        result.own[0] = true;
        return result;
    }
    std::set<Arrival> arrivals;
    std::set<const InputSection*> seen;
    for (const RiscvUse& high : group.highs)
        if (seen.insert(high.section).second)
            add_arrivals(*high.section->file, *high.section, arrivals);
    for (size_t i = 0; i < group.lows.size(); ++i) {
        const RiscvUse& low = group.lows[i];
        int last = last_before(group.highs, low);
        if (last < 0) continue;
        auto index = static_cast<size_t>(last);
        if (!is_sure(group.highs[index], low, arrivals)) continue;
        result.high_of[i] = last;
        if (ends(group.highs[index], low)) result.own[index] = true;
    }
    // If nothing is open, each high part is used by those that name it and no others.
    if (std::ranges::find(result.high_of, -1) == result.high_of.end())
        result.own.assign(result.own.size(), true);
    return result;
}

}  // namespace natmod::link
