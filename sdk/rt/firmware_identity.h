// SPDX-License-Identifier: 0BSD
// By what a module that is linked to one firmware tells it from all others: for the linker, which
// writes it, and for start/check_firmware.c, which compares. docs/how-it-works.md, "A module for
// one firmware", says what is compared.
#ifndef NATMOD_FIRMWARE_IDENTITY_H
#define NATMOD_FIRMWARE_IDENTITY_H

// A record of 32-bit words: the mark; the lower half of the function table's address, 0 if it is
// nowhere in particular; then spans of three words until one has no words:
//
//     distance of the first word from the function table, in bytes
//     number of words << 1, plus 1 if they are pointers, of the host's size
//     sum of their lower halves; of pointers counted from the function table if that moves
//
// A span is read only if those before it are as they should be.
enum {
    IDENTITY_HEAD_WORDS = 2,
    IDENTITY_SPAN_WORDS = 3,
    IDENTITY_POINTERS = 1,
    IDENTITY_COUNT_AT = 1
};

// By the mark, tools find the record.
#define IDENTITY_MARK 0x3177664eu  // "Nfw1"

// The sum: for each word sum = (sum ^ word) * this.
#define IDENTITY_FACTOR 0x01000193u

#endif
