// SPDX-License-Identifier: 0BSD
// The numbers of the two forms of fix-ups, the chain and the stream: for the linker, which writes
// them, for the tools that read them, and for the start code in start/, which applies them.
// docs/how-it-works.md, "Fix-up chain" and "Fix-up stream", says what they mean.
#ifndef NATMOD_FIXUP_STREAM_H
#define NATMOD_FIXUP_STREAM_H

#include <stdint.h>

// What an item adds to its word.
typedef enum {
    FIXUP_NEXT_QSTR_OBJECT = 1,  // the object of the next qstr of the file's table
    FIXUP_QSTR_OBJECT = 2,       // operand: qref
    FIXUP_QSTR_NUMBER = 3,       // operand: qref
    FIXUP_TYPE_NAME = 4,         // operand: qref; its number, into the upper half of 32 bits
    FIXUP_TEXT = 5,              // the address of text
    FIXUP_RAM = 6,               // the address of the RAM block
    FIXUP_FOUND = 7,             // operand: index in the list of objects that are looked up
    FIXUP_ENTRY = 8,             // operand: index in the function table
} natmod_fixup_kind;

// Items for many words; operand: how many.
enum {
    FIXUP_PAIRS_TEXT = 9,  // pairs of FIXUP_NEXT_QSTR_OBJECT and FIXUP_TEXT
    FIXUP_PAIRS_RAM = 10,
    FIXUP_RUN_TEXT = 11,  // words of FIXUP_TEXT
    FIXUP_RUN_RAM = 12,
};

// How an object of the list is looked up.
typedef enum {
    FIND_BUILTIN = 0,        // attribute of module builtins: qref
    FIND_MODULE_TYPE = 1,    // type of a module
    FIND_TYPE_OF_ENTRY = 2,  // type of the object in a function-table entry: its index
    FIND_MODULE_ATTR = 3,    // attribute of an imported module: qref of the module, qref
    FIND_TYPE_SLOT = 4,      // slot content of the type in an entry: its index, the slot's number
    FIND_BUILTIN_SLOT = 5,   // slot content of the type that is an attribute of module builtins
} natmod_find_how;

// What a segment patches; FIXUP_END ends a segment and the stream.
enum { FIXUP_END = 0, FIXUP_SEGMENT_TEXT = 1, FIXUP_SEGMENT_RAM = 2 };

// An item's first byte is its kind << 4 | skip; this skip says that more of it follows.
enum { FIXUP_LONG_SKIP = 15 };

// The last bytes of text: the distance to the start of the stream in three bytes, then the mark.
enum { FIXUP_FOOTER_SIZE = 4, FIXUP_FOOTER_MARK = 'N' };

// A link of a chain, 32 bits: the distance to the next word in words, signed, 0 in the last one;
// the kind; an index.
enum { CHAIN_SKIP_AT = 16, CHAIN_KIND_AT = 13, CHAIN_INDEX = (1 << CHAIN_KIND_AT) - 1 };

// What the word becomes. The index is one of the file's qstr table, unless it says something else.
typedef enum {
    CHAIN_QSTR_OBJECT = 0,  // the object of that qstr
    CHAIN_QSTR_NUMBER = 1,
    CHAIN_TYPE = 2,         // mp_type_type; the qstr's number goes into the next word's upper half
    CHAIN_BUILTIN = 3,      // attribute of module builtins
    CHAIN_MODULE_TYPE = 4,  // type of a module; index 0
    CHAIN_ENTRY_TYPE = 5,   // type of the object in the function-table entry of that index
    // Number of a qstr, and in the upper half flags of an argument. This kind has one bit less, so
    // the index has 14: four of flags (0x001, 0x002, 0x100, 0x200), then ten of the qstr.
    CHAIN_ARGUMENT = 6,
} natmod_chain_kind;
enum { CHAIN_FLAGS_AT = 10, CHAIN_ARGUMENT_QSTR = (1 << CHAIN_FLAGS_AT) - 1 };

// By these bits in its flags, which no firmware reads, the linker knows an mp_arg_t of the SDK
// (sdk/include/py/runtime.h).
enum { ARGUMENT_MARK = 0xa400, ARGUMENT_MARK_MASK = 0xfc00 };

// The lower half of a chain's head.
enum { CHAIN_MARK = 'N' | 'c' << 8 };

// The end of a starter for chains. The heads of both are in front of their blocks.
typedef struct {
    uint16_t anchor;     // word of text that holds the address of the RAM block
    uint16_t text, ram;  // upper halves of the heads
    uint16_t mark;       // CHAIN_MARK
} natmod_starter_chains;

// The first of the 16-bit numbers of packed globals, and of the list of words beside them. In
// files with the old mark the qstrs stand one entry further on, behind the file's name.
enum {
    PACKED_MARK = 'N' | 'P' << 8,
    PACKED_OLD_MARK = 'N' | 'p' << 8,
    PACKED_INIT_MARK = 'N' | 'I' << 8,   // and at the end is the address of __init__
    PACKED_NAMES_MARK = 'N' | 'N' << 8,  // each entry's name is behind its value
    PACKED_BUILTINS_MARK = 'N' | 'b' << 8,
    PACKED_WORDS_MARK = 'N' | 'w' << 8,  // with places in bytes
};

// A name's length has one byte.
enum { PACKED_LONGEST_NAME = 255 };

// In a list with the last mark, beside a place: the word becomes the qstr's number.
enum { PACKED_QSTR = 1 };

// A value of packed globals, 16 bits: an address in the block that tables are in, unless a bit says
// what else.
enum {
    PACKED_INT = 1,   // the object of a small int, whose upper bits are those of bit 15
    PACKED_WORD = 2,  // the word at that address, without the bit
    // Beside names, where words have 64 bits: the function object at that address, without the bit.
    // It holds an offset in the function table, whose entry is its type, and the function's in
    // text.
    PACKED_FUNCTION = 4,
};

#endif
