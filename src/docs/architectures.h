// Tables of architectures in files of the repository, written from the rows of abi/arch_table.h.
#pragma once

#include <string>
#include <string_view>

namespace natmod::docs {

// The text of a file with its tables of architectures written anew. A table stands between two
// lines that say `begin NAME: natmod docs --architectures` and `end NAME`, in comments of the
// file's language. Throws Error for a table that does not end, or that there is none of.
std::string with_arch_tables(std::string_view file);

}  // namespace natmod::docs
