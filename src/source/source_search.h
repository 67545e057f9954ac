// Searches source files for the lines of messages, where debug information has none.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace natmod::source {

// The source that `natmod build` compiled to that object, both named from `directory`; empty if
// there is none.
std::filesystem::path source_of_object(const std::filesystem::path& object,
                                       const std::filesystem::path& directory);

// "file:line" of the first use of the word `name`, or of the first one behind the word `user` if
// there is one; "file" if it is nowhere but in comments and directives.
std::string line_of_word(const std::filesystem::path& source, std::string_view name,
                         std::string_view user = {});

}  // namespace natmod::source
