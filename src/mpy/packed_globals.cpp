// SPDX-License-Identifier: MIT
#include "mpy/packed_globals.h"

#include <fmt/core.h>

#include <algorithm>

#include "abi/arch.h"
#include "abi/fixup_stream.h"

namespace natmod::mpy {
namespace {

using Numbers = std::span<const uint8_t>;

uint16_t number_at(Numbers block, size_t index) {
    return static_cast<uint16_t>(block[2 * index] | block[2 * index + 1] << 8);
}

PackedGlobals::Value value_of(uint16_t number, bool may_be_function = false) {
    if (number & PACKED_INT) return {PackedKind::integer, static_cast<int16_t>(number) >> 1};
    if (number & PACKED_WORD) return {PackedKind::word, number - PACKED_WORD};
    if (may_be_function && number & PACKED_FUNCTION)
        return {PackedKind::function, number - PACKED_FUNCTION};
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
    result.values.reserve(entries - 1);
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

// Names are text: what is none was taken for a record by chance.
bool is_name(std::string_view text) {
    return !text.empty() &&
           std::ranges::none_of(text, [](char c) { return static_cast<uint8_t>(c) < ' '; });
}

// The same with names behind the values; `at` is the byte behind the mark. Numbers need no even
// place there.
std::optional<PackedGlobals> record_with_names_at(Numbers block, size_t at, bool has_functions) {
    PackedGlobals result;
    result.offset = at - sizeof(uint16_t);
    auto rest = [&] { return block.size() - at; };
    auto number = [&] {
        auto value = static_cast<uint16_t>(block[at] | block[at + 1] << 8);
        at += sizeof(uint16_t);
        return value;
    };
    auto read_name = [&] {
        if (rest() == 0 || block[at] >= rest()) return false;
        size_t size = block[at++];
        result.names.emplace_back(reinterpret_cast<const char*>(&block[at]), size);
        at += size;
        return is_name(result.names.back());
    };
    if (rest() < sizeof(uint16_t)) return {};
    size_t entries = number();
    constexpr size_t kLeast = 4;  // of an entry: its value, and a name of a letter
    if (entries < 2 || entries > 1 + rest() / kLeast) return {};
    result.names.reserve(entries);
    result.values.reserve(entries - 1);
    if (!read_name()) return {};
    for (size_t i = 1; i < entries; ++i) {
        if (rest() < sizeof(uint16_t)) return {};
        result.values.push_back(value_of(number(), has_functions));
        if (!read_name()) return {};
    }
    return result;
}

std::optional<PackedGlobals> find_in(Numbers block, bool starter, size_t qstrs, int word) {
    for (size_t at = 0; at < block.size() / 2; ++at) {
        uint16_t mark = number_at(block, at);
        if (mark == PACKED_NAMES_MARK && !starter && qstrs != 0)
            if (auto result = record_with_names_at(block, 2 * at + sizeof(mark), word == 8))
                return result;
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
    int word = word_size_of(file.arch);
    auto result = find_in(code.text, starter, file.qstrs.size(), word);
    if (!result) {
        result = find_in(code.rodata, starter, file.qstrs.size(), word);
        if (!result) return {};
        result->in_rodata = true;
    }
    result->of_child = starter;
    result->tables_in_ram = arch->family.tables_in_ram;
    return result;
}

std::string name_of_entry(const PackedGlobals& globals, const MpyFile& file, size_t index) {
    return globals.names.empty() ? text_of(file.qstrs[globals.first_qstr + 1 + index])
                                 : std::string(globals.names[index]);
}

std::string describe(const PackedGlobals& globals, const PackedGlobals::Value& value) {
    if (value.kind == PackedKind::integer) return std::to_string(value.value);
    constexpr std::string_view kWhat[] = {"", "the function made at ", "the word at "};
    return fmt::format("{}{}+0x{:x}", kWhat[static_cast<size_t>(value.kind)],
                       globals.tables_in_ram ? "RAM" : "text", value.value);
}

std::string describe(const PackedGlobals::Word& word, const MpyFile& file) {
    std::string name = text_of(file.qstrs[word.qstr]);
    return word.is_number ? fmt::format("number of qstr '{}'", name) : "builtins." + name;
}

}  // namespace natmod::mpy
