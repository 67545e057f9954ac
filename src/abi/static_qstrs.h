// SPDX-License-Identifier: MIT
// The qstrs whose numbers are fixed in .mpy version 6, and the text behind an MP_QSTR_ identifier.
// Source: MicroPython py/makeqstrdata.py; the list has been the same since 1.19.
#pragma once

#include <string>
#include <string_view>

namespace natmod::abi {

inline constexpr int kStaticQstrs = 165;  // numbers 1 ... 165

// Number of that text, 0 if it has no fixed number.
int static_qstr(std::string_view text);

// Text of number 1 ... 165. Throws std::out_of_range for another number.
std::string_view static_qstr_text(int number);

// The text that `MP_QSTR_<identifier>` stands for. As in a firmware build that is the identifier
// itself, unless it names a qstr with other characters that MicroPython defines
// (`_lt_module_gt_` is "<module>"): `MP_QSTR_read_int_be` and `MP_QSTR_dot_product` hold no
// escapes.
// The ones that a module defines itself are in its QSTR_DEFS files.
std::string_view qstr_text(std::string_view identifier);

// The identifier behind MP_QSTR_ of a text that a QSTR_DEFS file defines: characters that C does
// not allow are spelled out, `a.b` is a_dot_b.
std::string qstr_identifier(std::string_view text);

}  // namespace natmod::abi
