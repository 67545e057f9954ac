// SPDX-License-Identifier: MIT
// Firmwares of which there is only a text: the map that GNU ld writes with -Map, what nm prints, or
// lines `NAME = 0xADDRESS;`.
#pragma once

#include "firmware/image.h"

namespace natmod::firmware {

// Adds the symbols in `image.file`. Maps and nm leave out the bit that marks a Thumb function: for
// such an architecture it is added to what is in a section of code. Throws Error if the text has no
// symbol.
void read_symbol_list(Image& image, const abi::Arch& arch);

}  // namespace natmod::firmware
