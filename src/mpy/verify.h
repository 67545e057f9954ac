// SPDX-License-Identifier: MIT
// Finds the faults of a .mpy file that show without running it.
#pragma once

#include <string>
#include <vector>

#include "mpy/decode.h"

namespace natmod::mpy {

struct Problem {
    std::string text;
    bool warning = false;  // it may work; any other problem breaks the import or the host
};

// Everything that is wrong with the content of a file that could be decoded.
std::vector<Problem> verify_mpy(const MpyFile& file);

}  // namespace natmod::mpy
