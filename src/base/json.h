// SPDX-License-Identifier: MIT
// JSON as text, both ways. The library's templates for this are large, and are compiled only here.
//
// JSON is UTF-8, but names of files and text in sources need not be. A byte that is not becomes the
// escape \udcXX, as with Python's error handler surrogateescape, and comes back as the byte.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace natmod {

// Throws nlohmann::json::exception, also if the values would take very much more memory than the
// text.
nlohmann::json parse_json(std::string_view text);

// `indent` blanks for each level; less than none: all on one line.
std::string json_text(const nlohmann::json& json, int indent = 1);

bool is_utf8(std::string_view text);

}  // namespace natmod
