// SPDX-License-Identifier: MIT
// The globals table that start code makes of packed values. docs/how-it-works.md, "Packed globals",
// specifies the record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mpy/decode.h"

namespace natmod::mpy {

enum class PackedKind : uint8_t { address, function, word, integer };

struct PackedGlobals {
    struct Value {
        PackedKind kind = PackedKind::address;
        int32_t value = 0;  // bytes from the start of the block that tables are in; an int itself
    };
    // A function is an object whose words the import fills in: an offset in the function table, and
    // one in text.
    bool in_rodata = false;  // where the record is
    size_t offset = 0;
    bool of_child = false;       // the element is a starter, whose child the globals are of
    bool tables_in_ram = false;  // what addresses count from
    uint64_t anchor = 0;    // of a starter: the word of text that holds the RAM block's address
    size_t first_qstr = 0;  // of the file: the first entry's value; the names follow, unless
    std::vector<std::string_view> names;  // they are here
    std::vector<Value> values;
    std::optional<Value> init;  // the address of what is called in the end
    // Words of text that become attributes of module builtins, or numbers of qstrs.
    struct Word {
        uint16_t word = 0, qstr = 0;
        bool is_number = false;
    };
    std::vector<Word> words;

    size_t entries() const { return values.size() + 1; }
};

// The record in that element, if one is there that reads well.
std::optional<PackedGlobals> find_packed_globals(const RawCode& code, const MpyFile& file);

// Of the first entry, whose value is a name, and so on.
std::string name_of_entry(const PackedGlobals& globals, const MpyFile& file, size_t index);
// "text+0x10", "the word at RAM+0x8", "250"
std::string describe(const PackedGlobals& globals, const PackedGlobals::Value& value);
// "builtins.len", "number of qstr 'urandom'"
std::string describe(const PackedGlobals::Word& word, const MpyFile& file);

}  // namespace natmod::mpy
