// SPDX-License-Identifier: MIT
// The words that describe parts of a .mpy to people.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "mpy/decode.h"

namespace natmod::mpy {

// "bytecode", "native viper", ...
std::string_view code_kind_name(CodeKind kind);

// "right", "wrong", "missing"; "none" if nobody expects one.
std::string_view checksum_word(Checksum checksum);

// "str", "tuple", ...
std::string_view object_kind_name(ObjectKind kind);

// In single quotes; whatever is not printable ASCII is escaped as in Python source.
std::string in_quotes(std::string_view text);

// What takes a text in pieces.
using Write = std::function<void(std::string_view)>;

// As a Python expression where there is one: "(1, 'a', None)".
void describe(const MpyObject& object, const Write& write);

// What a relocation adds: "text", "table entry 19 (mp_obj_new_tuple)".
std::string describe_destination(int destination, int abi);

// The pointer-sized word at that index of a block that holds it.
uint64_t word_at(std::span<const uint8_t> block, uint64_t index, int word_size);

// Name of a function or file that the element's prelude gives, empty for native viper and asm
// code and where the prelude is broken.
std::string function_name(const RawCode& code, const MpyFile& file);

}  // namespace natmod::mpy
