// SPDX-License-Identifier: MIT
// Reads the .mpy container, version 6: bytecode, native code of every kind, merged files.
// docs/mpy-format.md describes the format. decode_mpy() accepts whatever has the right shape and
// keeps what it finds, sane or not; verify.h judges the content.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mpy/checksum.h"
#include "mpy/mpy.h"

namespace natmod::mpy {

// An entry of the qstr table: either a static qstr's number or a text.
struct MpyQstr {
    size_t offset = 0;    // of the entry in the file
    uint64_t number = 0;  // static qstr number, if `is_static`
    bool is_static = false;
    uint8_t terminator = 0;      // the byte after the text, 0 in a good file
    std::string_view text = {};  // if not `is_static`
};

enum class ObjectKind : uint8_t {
    fun_table,
    none,
    false_,
    true_,
    ellipsis,
    str,
    bytes,
    integer,
    float_,
    complex,
    tuple
};

// An entry of the object table.
struct MpyObject {
    uint32_t offset = 0, text_offset = 0;  // in the file
    ObjectKind kind = ObjectKind::none;
    uint8_t terminator = 0;  // str and bytes: the byte after them, 0 in a good file
    // str, bytes: the content; integer, float, complex: as text; tuple: the items, as in the file
    std::string_view text = {};
};

enum class CodeKind : uint8_t { bytecode = 2, native_py, native_viper, native_asm };

// Bits of RawCode::scope_flags, beside the function flags in the low four bits.
enum : uint64_t { kScopeReloc = 0x10, kScopeRodata = 0x20, kScopeBss = 0x40 };

// One item of the relocation stream: `count` words from `word` on get `destination` added.
struct RelocRun {
    uint32_t offset = 0;  // in the file
    uint32_t word = 0;    // index in pointer words of the target
    uint32_t count = 1;
    int16_t destination = 0;  // kReloc*, even kinds only
    bool in_rodata = false;

    uint64_t end() const { return uint64_t{word} + count; }  // the word behind
};

// A raw code element.
struct RawCode {
    size_t offset = 0;       // of the element in the file
    size_t text_offset = 0;  // of `text` in the file
    size_t end = 0;          // first byte after the element, children and relocations included
    CodeKind kind = CodeKind::bytecode;
    std::span<const uint8_t> text = {};  // bytecode or machine code
    std::span<const uint8_t> rodata = {};
    uint64_t bss_size = 0;        // bytes, as written: the loader rounds up to a word
    uint64_t prelude_offset = 0;  // native_py: where in `text` the bytecode-style prelude starts
    uint64_t scope_flags = 0;     // not bytecode; native_py: those of its prelude
    uint64_t n_pos_args = 0, type_signature = 0;  // native_asm
    bool has_children = false;                    // the flag, which may be set without children
    std::vector<RawCode> children = {};
    std::vector<RelocRun> relocs = {};
};

// Its texts and spans point into the bytes given to decode_mpy().
struct MpyFile {
    uint8_t feature_byte = 0;
    int arch = 0;  // MP_NATIVE_ARCH_*, 0: bytecode only
    int abi = 0;   // sub-version
    int small_int_bits = 0;
    bool has_arch_flags = false;
    uint64_t arch_flags = 0;
    size_t qstrs_offset = 0, objects_offset = 0;  // of the tables in the file
    std::vector<MpyQstr> qstrs;
    std::vector<MpyObject> objects;
    RawCode code;  // the outer element, run by the import
    Checksum checksum = Checksum::none;
    bool announces_checksum = false;  // our linker made the file
    size_t trailing_bytes = 0;        // after both; the loader looks at neither
};

// Throws Error, naming the byte offset, if the bytes do not have the shape of a version 6 file.
// Time and memory stay within a constant factor of the input's size: a file with more entries than
// compilers make of so many bytes is refused.
MpyFile decode_mpy(std::span<const uint8_t> bytes);

// The items of a tuple of such a file.
void for_each_item(const MpyObject& tuple, const std::function<void(const MpyObject&)>& take);

// Bytes of a pointer of the target: 4 or 8. An unknown number counts as 32 bits wide.
int word_size_of(int arch);

// The name of an architecture number, even of one that no linker writes; empty if unknown.
std::string_view arch_name(int arch);

// The text of an entry, with static numbers looked up; a number out of range gives "?NUMBER".
std::string text_of(const MpyQstr& qstr);

// The relocations word by word. Throws Error if one leaves its block, or if there are more of them
// than words.
std::vector<MpyReloc> expand_relocs(const RawCode& code, int word_size);

// Whether the element is a starter: code without relocations or data, which the loader does not
// keep after the import, with a native module as its only child.
bool is_starter(const RawCode& code);

// The module's own element: what is in the starter, or the element itself.
const RawCode& module_code(const RawCode& code);

// bss as the loader allocates it: a multiple of a word. Rodata follows it in the same block.
inline uint64_t padded_bss(const RawCode& code, int word_size) {
    auto word = static_cast<uint64_t>(word_size);
    return (code.bss_size + word - 1) / word * word;
}

}  // namespace natmod::mpy
