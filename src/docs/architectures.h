// SPDX-License-Identifier: MIT
// Writes the tables of architectures in files of the repository from the rows of abi/arch_table.h.
#pragma once

#include <string>
#include <string_view>

namespace natmod::docs {

// The text of a file with its tables of architectures written anew. A table stands between two
// lines that say `begin NAME: natmod docs --architectures` and `end NAME`, in comments of the
// file's language. Throws Error for a table without an end, or with an unknown name.
std::string with_arch_tables(std::string_view file);

}  // namespace natmod::docs
