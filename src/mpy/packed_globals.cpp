// SPDX-License-Identifier: MIT
#include "mpy/packed_globals.h"

#include <fmt/core.h>

#include "abi/arch.h"
#include "abi/fixup_stream.h"

namespace natmod::mpy {
namespace {

using Numbers = std::span<const uint8_t>;

uint16_t number_at(Numbers block, size_t index) {
    return static_cast<uint16_t>(block[2 * index] | block[2 * index + 1] << 8);
}

PackedGlobals::Value value_of(uint16_t number) {
    if (number & PACKED_INT) return {PackedKind::integer, static_cast<int16_t>(number) >> 1};
    if (number & PACKED_WORD) return {PackedKind::word, number - PACKED_WORD};
    return {PackedKind::address, number};
}

// The record whose mark is the number with that index; nothing if it does not read well.
std::optional<PackedGlobals> record_at(Numbers block, size_t at, bool starter, size_t qstrs) {
    size_t count = block.size() / 2;
    PackedGlobals result;
    result.first_qstr = number_at(block, at) == PACKED_OLD_MARK ? 1 : 0;
    result.offset = 2 * at++;
    if (at + 2 > count) return {};
    if (starter) result.anchor = number_at(block, at++);
    size_t entries = number_at(block, at++);
    size_t last_name = result.first_qstr + entries;
    if (entries < 2 || last_name >= qstrs || at + entries > count) return {};
    for (size_t i = 1; i < entries; ++i) result.values.push_back(value_of(number_at(block, at++)));
    if (number_at(block, at) != PACKED_INT) return {};
    return result;
}

std::optional<PackedGlobals> find_in(Numbers block, bool starter, size_t qstrs) {
    for (size_t at = 0; at < block.size() / 2; ++at) {
        uint16_t mark = number_at(block, at);
        if (mark != PACKED_MARK && mark != PACKED_OLD_MARK) continue;
        if (auto result = record_at(block, at, starter, qstrs)) return result;
    }
    return {};
}

// The list whose mark is the number with that index; nothing if it does not read well.
std::vector<PackedGlobals::Builtin> builtins_at(Numbers block, size_t at, size_t qstrs) {
    std::vector<PackedGlobals::Builtin> result;
    for (++at; at < block.size() / 2 && number_at(block, at) != 0; at += 2) {
        if (at + 2 >= block.size() / 2 || number_at(block, at + 1) >= qstrs) return {};
        result.push_back({number_at(block, at), number_at(block, at + 1)});
    }
    return result;
}

std::vector<PackedGlobals::Builtin> find_builtins(Numbers block, size_t qstrs) {
    for (size_t at = 0; at < block.size() / 2; ++at) {
        if (number_at(block, at) != PACKED_BUILTINS_MARK) continue;
        auto result = builtins_at(block, at, qstrs);
        if (!result.empty()) return result;
    }
    return {};
}

}  // namespace

std::optional<PackedGlobals> find_packed_globals(const RawCode& code, const MpyFile& file) {
    const abi::Arch* arch = abi::find_arch(file.arch);
    if (!arch || code.kind != CodeKind::native_viper) return {};
    bool starter = is_starter(code);
    auto result = find_in(code.text, starter, file.qstrs.size());
    if (!result) {
        result = find_in(code.rodata, starter, file.qstrs.size());
        if (!result) return {};
        result->in_rodata = true;
    }
    result->of_child = starter;
    result->builtins =
        find_builtins(result->in_rodata ? code.rodata : code.text, file.qstrs.size());
    result->tables_in_ram = arch->family.tables_in_ram;
    return result;
}

std::string describe(const PackedGlobals& globals, const PackedGlobals::Value& value) {
    if (value.kind == PackedKind::integer) return std::to_string(value.value);
    return fmt::format("{}{}+0x{:x}", value.kind == PackedKind::word ? "the word at " : "",
                       globals.tables_in_ram ? "RAM" : "text", value.value);
}

}  // namespace natmod::mpy
