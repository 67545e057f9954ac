#include "base/json.h"

#include <nlohmann/json.hpp>

namespace natmod {

nlohmann::json parse_json(std::string_view text) {
    return nlohmann::json::parse(text);
}

std::string json_text(const nlohmann::json& json, int indent) {
    return json.dump(indent);
}

std::string printable_json(const nlohmann::json& json, int indent) {
    return json.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace natmod
