// SPDX-License-Identifier: MIT
// Writes the header to compile a classic native module with (`mpy_ld.py --preprocess`).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::link {

// Defines every MP_QSTR_ name that the sources' text holds: static qstrs as their number, the
// others as entries 1, 2, ... of mp_native_qstr_table, in the order of their names. `natmod ld
// --qstrs` reads it back to fill that table.
std::string qstr_header(const std::vector<std::string_view>& sources);

// That of source files, into `output`; without one, SOURCE.config.h beside the first.
void write_qstr_header(const std::vector<std::string>& sources, std::filesystem::path output);

}  // namespace natmod::link
