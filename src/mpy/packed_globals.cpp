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

bool is_list_mark(uint16_t number) {
    return number == PACKED_BUILTINS_MARK || number == PACKED_WORDS_MARK;
}

// The list whose mark is the number with that index, which becomes that behind the list; nothing if
// it does not read well.
std::vector<PackedGlobals::Word> words_at(Numbers block, size_t& at, size_t qstrs) {
    std::vector<PackedGlobals::Word> result;
    bool in_bytes = number_at(block, at) == PACKED_WORDS_MARK;
    for (++at; at < block.size() / 2 && number_at(block, at) != 0; at += 2) {
        if (at + 2 >= block.size() / 2) return {};
        PackedGlobals::Word word = {number_at(block, at), number_at(block, at + 1)};
        if (in_bytes) {
            word.is_number = (word.qstr & PACKED_QSTR) != 0;
            word.qstr /= sizeof(uint16_t);
        }
        if (word.qstr >= qstrs) return {};
        result.push_back(word);
    }
    ++at;
    return result;
}

// In files of earlier versions it is elsewhere.
std::vector<PackedGlobals::Word> find_words(Numbers block, size_t qstrs) {
    for (size_t i = 0; i < block.size() / 2; ++i) {
        if (!is_list_mark(number_at(block, i))) continue;
        size_t at = i;
        auto result = words_at(block, at, qstrs);
        if (!result.empty()) return result;
    }
    return {};
}

// The record whose mark is the number with that index; nothing if it does not read well.
std::optional<PackedGlobals> record_at(Numbers block, size_t at, bool starter, size_t qstrs) {
    size_t count = block.size() / 2;
    PackedGlobals result;
    uint16_t mark = number_at(block, at);
    result.first_qstr = mark == PACKED_OLD_MARK ? 1 : 0;
    result.offset = 2 * at++;
    if (at + 2 > count) return {};
    if (starter) result.anchor = number_at(block, at++);
    size_t entries = number_at(block, at++);
    size_t last_name = result.first_qstr + entries;
    if (entries < 2 || last_name >= qstrs || at + entries > count) return {};
    for (size_t i = 1; i < entries; ++i) result.values.push_back(value_of(number_at(block, at++)));
    if (number_at(block, at++) != PACKED_INT) return {};
    bool has_list = at < count && is_list_mark(number_at(block, at));
    result.words = has_list ? words_at(block, at, qstrs) : find_words(block, qstrs);
    if (has_list && result.words.empty()) return {};
    if (mark != PACKED_INIT_MARK) return result;
    if (at >= count) return {};
    result.init = value_of(number_at(block, at));
    if (result.init->kind != PackedKind::address) return {};
    return result;
}

std::optional<PackedGlobals> find_in(Numbers block, bool starter, size_t qstrs) {
    for (size_t at = 0; at < block.size() / 2; ++at) {
        uint16_t mark = number_at(block, at);
        if (mark != PACKED_MARK && mark != PACKED_INIT_MARK && mark != PACKED_OLD_MARK) continue;
        if (auto result = record_at(block, at, starter, qstrs)) return result;
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
    result->tables_in_ram = arch->family.tables_in_ram;
    return result;
}

std::string describe(const PackedGlobals& globals, const PackedGlobals::Value& value) {
    if (value.kind == PackedKind::integer) return std::to_string(value.value);
    return fmt::format("{}{}+0x{:x}", value.kind == PackedKind::word ? "the word at " : "",
                       globals.tables_in_ram ? "RAM" : "text", value.value);
}

std::string describe(const PackedGlobals::Word& word, const MpyFile& file) {
    std::string name = text_of(file.qstrs[word.qstr]);
    return word.is_number ? fmt::format("number of qstr '{}'", name) : "builtins." + name;
}

}  // namespace natmod::mpy
