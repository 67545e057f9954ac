// SPDX-License-Identifier: MIT
// How a build names what it makes of a source, and the way back from such a name to the source and
// its lines, where debug information has none.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/finding.h"

namespace natmod::source {

// The folder of all objects and scans, in the work folder.
inline constexpr const char* kObjectFolder = "obj";

// OBJ/a/b.c for a/b.c and OBJ/__/b.c for ../b.c, both below `directory`; an ending follows.
std::filesystem::path object_stem(const std::filesystem::path& source,
                                  const std::filesystem::path& directory);

// The source that `natmod build` compiled to that object, both named from `directory`; empty if
// there is none.
std::filesystem::path source_of_object(const std::filesystem::path& object,
                                       const std::filesystem::path& directory);

// The line of the first use of the word `name`, or of the first one behind the word `user` if there
// is one; the file alone if it is nowhere but in comments and directives.
Place line_of_word(const std::filesystem::path& source, std::string_view name,
                   std::string_view user = {});

}  // namespace natmod::source
