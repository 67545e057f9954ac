// SPDX-License-Identifier: MIT
#include "base/json.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace natmod {
namespace {

// The library takes no other bytes than UTF-8, and no \udcXX either. There, the character U+10FFXX
// stands for byte XX, 0x80 to 0xff. One that is in the text itself counts as four such bytes.
constexpr std::string_view kStandIn = "\xf4\x8f";  // with a byte from \xbe on

bool begins_stand_in(std::string_view text) {
    return text.size() >= 4 && text.starts_with(kStandIn) &&
           static_cast<unsigned char>(text[2]) >= 0xbe;
}

void add_stand_in(std::string& text, unsigned byte) {
    text += kStandIn;
    text += static_cast<char>(byte < 0xc0 ? 0xbe : 0xbf);
    text += static_cast<char>(0x80 | (byte & 0x3f));
}

unsigned byte_of_stand_in(std::string_view text) {
    return (static_cast<unsigned char>(text[2]) << 6 & 0xc0) |
           (static_cast<unsigned char>(text[3]) & 0x3f);
}

// The length of the UTF-8 character at the start of `text`; 0 if there is none.
size_t character_length(std::string_view text) {
    auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned first = byte(0);
    size_t length = first < 0x80                    ? 1
                    : first >= 0xc2 && first < 0xe0 ? 2
                    : (first & 0xf0) == 0xe0        ? 3
                    : first >= 0xf0 && first < 0xf5 ? 4
                                                    : 0;
    if (length > text.size()) return 0;
    for (size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    if (first == 0xe0 && byte(1) < 0xa0) return 0;   // longer than need be
    if (first == 0xed && byte(1) >= 0xa0) return 0;  // a surrogate
    if (first == 0xf0 && byte(1) < 0x90) return 0;
    if (first == 0xf4 && byte(1) >= 0x90) return 0;  // above U+10FFFF
    return length;
}

std::string with_stand_ins(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        size_t length = begins_stand_in(text) ? 0 : character_length(text);
        if (length == 0) add_stand_in(result, static_cast<unsigned char>(text[0]));
        result += text.substr(0, length);
        text.remove_prefix(std::max<size_t>(length, 1));
    }
    return result;
}

// The text with, for each stand-in, what `write` adds.
template <typename Write>
std::string replace_stand_ins(std::string_view text, Write write) {
    std::string result;
    for (size_t at; (at = text.find(kStandIn)) != std::string_view::npos;) {
        result += text.substr(0, at);
        text.remove_prefix(at);
        bool is_one = begins_stand_in(text);
        if (is_one)
            write(result, byte_of_stand_in(text));
        else
            result += kStandIn;
        text.remove_prefix(is_one ? 4 : kStandIn.size());
    }
    return result += text;
}

std::string with_bytes(std::string_view text) {
    return replace_stand_ins(text,
                             [](std::string& to, unsigned byte) { to += static_cast<char>(byte); });
}

std::string with_escapes(std::string_view text) {
    return replace_stand_ins(
        text, [](std::string& to, unsigned byte) { to += fmt::format("\\udc{:02x}", byte); });
}

// Of JSON text, with stand-ins for the escapes \udc80 to \udcff that follow no other half.
std::string without_escapes(std::string_view text) {
    std::string result;
    for (size_t at; (at = text.find('\\')) != std::string_view::npos;) {
        result += text.substr(0, at);
        text.remove_prefix(at);
        auto digit = [&](size_t i, std::string_view digits) {
            return i < text.size() && digits.find(text[i]) != std::string_view::npos;
        };
        bool is_surrogate = text.starts_with("\\u") && digit(2, "dD");
        bool is_byte = is_surrogate && digit(3, "cC") && digit(4, "89abcdefABCDEF") &&
                       digit(5, "0123456789abcdefABCDEF");
        size_t length = is_byte ? 6 : is_surrogate && digit(3, "89abAB") ? 12 : 2;
        if (is_byte)
            add_stand_in(result, static_cast<unsigned>(
                                     std::stoul(std::string(text.substr(4, 2)), nullptr, 16)));
        else
            result += text.substr(0, length);
        text.remove_prefix(std::min(length, text.size()));
    }
    return result += text;
}

// The text up to a bracket in more brackets than any JSON that we know has: what writes JSON, or
// changes it, calls itself for each.
std::string_view shallow_part(std::string_view text) {
    constexpr int kDeepest = 200;
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '"') in_string = !in_string;
        if (in_string && c == '\\') ++i;
        if (in_string) continue;
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        if (depth > kDeepest) return text.substr(0, i);
    }
    return text;
}

// Replaces all strings, names in objects too.
void replace_strings(nlohmann::json& json, std::string (*replace)(std::string_view)) {
    if (json.is_string()) json = replace(json.get_ref<const std::string&>());
    if (json.is_array())
        for (nlohmann::json& element : json) replace_strings(element, replace);
    if (!json.is_object()) return;
    nlohmann::json renamed = nlohmann::json::object();
    for (auto& [name, value] : json.items()) {
        replace_strings(value, replace);
        renamed[replace(name)] = std::move(value);
    }
    json = std::move(renamed);
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        size_t length = character_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

nlohmann::json parse_json(std::string_view text) {
    text =
        shallow_part(text);  // if that is not all of it, the library says that the end is missing
    std::string changed = without_escapes(with_stand_ins(text));
    nlohmann::json json = nlohmann::json::parse(changed);
    if (changed != text) replace_strings(json, with_bytes);
    return json;
}

std::string json_text(const nlohmann::json& json, int indent) {
    try {
        return json.dump(indent);
    } catch (const nlohmann::json::type_error&) {  // not UTF-8
        nlohmann::json copy = json;
        replace_strings(copy, with_stand_ins);
        return with_escapes(copy.dump(indent));
    }
}

}  // namespace natmod
