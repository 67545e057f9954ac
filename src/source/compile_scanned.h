// SPDX-License-Identifier: MIT
// A compiler call that also takes sources with `case MP_QSTR_x:` and the like.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::source {

// Runs the call, and does not return. Without such places in the source, as `scan_file` of natmod
// scan has it, that is the compiler itself; otherwise the text is preprocessed and rewritten first
// (rewrite.h). Throws Error.
[[noreturn]] void compile_scanned(const std::string& scan_file,
                                  const std::vector<std::string>& words);

// The same for a source that natmod generate wrote. Returns, without a compiler's start, if it
// is empty: the object is then an archive without members.
inline constexpr std::string_view kEmptyObject = "!<arch>\n";
void compile_generated(const std::string& source, const std::vector<std::string>& words);

// Whether it holds nothing but comments.
bool is_empty_source(const std::filesystem::path& source);

}  // namespace natmod::source
