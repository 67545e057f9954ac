// SPDX-License-Identifier: MIT
// Reads the fix-ups that Natmod's linker leaves to the module's start code: a stream at the end of
// the start code's text, or chains. docs/how-it-works.md specifies both.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "abi/fixup_stream.h"
#include "mpy/decode.h"

namespace natmod::mpy {

// One word that the start code changes. The reader expands items for many words.
struct Fixup {
    bool in_ram = false;  // which block: RAM block or text
    natmod_fixup_kind kind : 8 = FIXUP_TEXT;
    uint32_t word = 0;     // index in pointer words from the start of the block
    uint64_t operand = 0;  // qref, index of a builtin or of a function-table entry
};
static_assert(sizeof(Fixup) <= 16, "there is one for each word of a file");

// An object that the start code looks up. `how` says what a and b are.
struct FixupBuiltin {
    natmod_find_how how = FIND_BUILTIN;
    uint32_t b = 0;
    uint64_t a = 0;
};

struct FixupStream {
    size_t offset = 0;      // in text; of chains: where the code and data of text end
    size_t size = 0;        // bytes, without the trailer; chains: 0
    bool is_chain = false;  // read from chains: FIXUP_NEXT_QSTR_OBJECT is not used
    bool of_child = false;  // found in a starter: the words are those of its child
    uint64_t anchor = 0;    // a starter's: the word of text with the RAM block's address
    // Not vectors, which take three times as much while they grow.
    std::deque<FixupBuiltin> builtins;
    std::deque<Fixup> fixups;
};

// The stream at that offset of the element's text. Throws Error, naming the offset in the file, if
// it is malformed or patches a word outside the blocks: those of the element, or of a starter's
// child.
FixupStream read_fixups(const RawCode& code, size_t text_offset, int word_size);

// How far from the end of text its last bytes say that the stream begins; nothing if they say
// nothing of a stream.
std::optional<size_t> announced_distance(std::span<const uint8_t> text);

// The stream that the last bytes of text announce, or the chains whose heads are where the linker
// puts them. Throws Error if they cannot be read.
std::optional<FixupStream> read_announced_fixups(const RawCode& code, int word_size);
std::optional<FixupStream> read_announced_chains(const RawCode& code, int word_size);

// The same; nothing instead of an Error.
std::optional<FixupStream> find_fixups(const RawCode& code, int word_size);

// "qstr 'area'", "text", "the address of ValueError": what is added to the word, for a person.
std::string describe(const Fixup& fixup, const FixupStream& stream, const MpyFile& file);
std::string describe(const FixupBuiltin& builtin, const MpyFile& file);

// What a chain says for an index of the file's qstr table. A stream cannot name entry 0.
constexpr uint64_t kFirstQstr = uint64_t{1} << 32;
uint64_t qref_of_entry(uint64_t index);

// The text of a qref: a static number or an entry of the file's table. "?N" if there is no such.
std::string qref_text(uint64_t qref, const MpyFile& file);

// The name of a function-table entry; "entry N" if that sub-version has none of that number.
std::string entry_name(uint64_t entry, int abi);

// How many entries that sub-version's function table has.
int function_table_size(int abi);

}  // namespace natmod::mpy
