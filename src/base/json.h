// JSON as text, both ways. The library's templates for this are large, and are compiled only here.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace natmod {

// Throws nlohmann::json::exception.
nlohmann::json parse_json(std::string_view text);

// `indent` blanks for each level; less than none: all on one line. Throws nlohmann::json::exception
// if a string is not UTF-8.
std::string json_text(const nlohmann::json& json, int indent = 1);

// The same with U+FFFD for what is not UTF-8, as names in a user's files may be.
std::string printable_json(const nlohmann::json& json, int indent = 1);

}  // namespace natmod
