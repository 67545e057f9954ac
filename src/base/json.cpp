// SPDX-License-Identifier: MIT
#include "base/json.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/json_writer.h"

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
    result.reserve(text.size());
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
    result.reserve(text.size());
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

// The library's own exceptions name a place in the text, which does not matter here.
struct Refusal : nlohmann::json::exception {
    explicit Refusal(const char* what) : exception(0, what) {}
};

// What JSON may have: what writes it, or changes it, calls itself for each bracket; and values take
// more memory than their text, `[],` fifty times as much. Known files are at 3 to 9 times, as it is
// counted here, in no more than 10 brackets.
void check_extent(std::string_view text) {
    constexpr size_t kDeepest = 200;
    // In bytes: an element of an array that grows, a member of an object, what a string takes
    // beside its text; an object, with what reading it makes of it; and a byte that is not UTF-8.
    constexpr size_t kElement = 48, kMember = 88, kString = 40, kObject = 320, kBadByte = 24;
    constexpr size_t kAnyway = size_t{64} << 10, kMostTimes = 12;
    const size_t most = kAnyway + kMostTimes * text.size();
    size_t memory = 0;
    std::string open = "[";  // the brackets around
    bool in_string = false;
    for (size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (in_string) {
            size_t length = character_length(text.substr(i));
            if (c == '\\')
                length = 2;
            else if (c == '"')
                in_string = false;
            memory += length != 0 ? length : kBadByte;
            i += std::max<size_t>(length, 1) - 1;
        } else if (c == '"') {
            in_string = true;
            memory += kString;
        } else if (c == '[' || c == '{') {
            open += c;
            memory += c == '[' ? 2 * kElement : kObject;
        } else if ((c == ']' || c == '}') && open.size() > 1) {
            open.pop_back();
        } else if (c == ',') {
            memory += open.back() == '[' ? kElement : kMember - kString;
        }
        if (open.size() > kDeepest) throw Refusal("too many brackets in each other");
        if (memory > most) throw Refusal("too many values for a text of this size");
    }
}

// The library converts a number with a fraction or an exponent to whatever integer is asked for,
// which is undefined beyond that integer's range. In the files that this program reads only a
// time has a fraction, and none is that large.
void check_numbers(const nlohmann::json& json) {
    if (json.is_number_float()) {
        auto number = json.get<double>();
        if (number <= -1 || number >= 0x1p31) throw Refusal("a number that is out of range");
    } else if (json.is_structured()) {
        for (const nlohmann::json& element : json) check_numbers(element);
    }
}

// Whether the library reads it as it is.
bool is_plain(std::string_view text) {
    return is_utf8(text) && text.find(kStandIn) == text.npos && text.find("\\ud") == text.npos &&
           text.find("\\uD") == text.npos;
}

// Replaces all strings, names in objects too.
void replace_strings(nlohmann::json& json, std::string (*replace)(std::string_view)) {
    if (json.is_string()) json = replace(json.get_ref<const std::string&>());
    if (json.is_array())
        for (nlohmann::json& element : json) replace_strings(element, replace);
    if (!json.is_object()) return;
    auto& members = json.get_ref<nlohmann::json::object_t&>();
    for (auto old = std::exchange(members, {}); !old.empty();) {
        auto member = old.extract(old.begin());
        member.key() = replace(member.key());
        replace_strings(member.mapped(), replace);
        members.insert(std::move(member));
    }
}

// The value in parts, each of which has at most one string.
void write_parts(JsonWriter& writer, const nlohmann::json& json) {
    if (json.is_string()) return writer.text(json.get_ref<const std::string&>());
    if (!json.is_structured()) return writer.value(json);
    writer.open(json.is_array() ? '[' : '{');
    for (const auto& [name, value] : json.items()) {
        if (json.is_object()) writer.name(name);
        write_parts(writer, value);
    }
    writer.close();
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
    check_extent(text);
    bool plain = is_plain(text);
    nlohmann::json json = plain ? nlohmann::json::parse(text)
                                : nlohmann::json::parse(without_escapes(with_stand_ins(text)));
    check_numbers(json);
    if (!plain) replace_strings(json, with_bytes);
    return json;
}

std::string json_text(const nlohmann::json& json, int indent) {
    try {
        return json.dump(indent);
    } catch (const nlohmann::json::type_error&) {  // not UTF-8
        std::string text;
        JsonWriter writer([&](std::string_view piece) { text += piece; }, indent);
        write_parts(writer, json);
        return text;
    }
}

void JsonWriter::break_line() {
    if (indent_ < 0) return;
    write_("\n");
    write_(std::string(open_.size() * static_cast<size_t>(indent_), ' '));
}

void JsonWriter::begin_value() {
    if (std::exchange(named_, false)) return;
    if (!std::exchange(first_, false)) write_(",");
    if (!open_.empty()) break_line();
}

void JsonWriter::open(char bracket) {
    begin_value();
    write_({&bracket, 1});
    open_ += bracket;
    first_ = true;
}

void JsonWriter::close() {
    char bracket = open_.back() == '[' ? ']' : '}';
    open_.pop_back();
    if (!std::exchange(first_, false)) break_line();
    write_({&bracket, 1});
}

void JsonWriter::name(std::string_view name) {
    text(name);
    write_(indent_ < 0 ? ":" : ": ");
    named_ = true;
}

void JsonWriter::text(std::string_view text) {
    constexpr size_t kPiece = 1000;
    begin_value();
    write_("\"");
    while (!text.empty()) {
        size_t size = 0;  // of whole characters
        while (size < std::min(kPiece, text.size()))
            size += std::max<size_t>(character_length(text.substr(size)), 1);
        std::string_view piece = text.substr(0, size);
        bool plain = is_utf8(piece) && piece.find(kStandIn) == piece.npos;
        std::string written = plain ? nlohmann::json(piece).dump()
                                    : with_escapes(nlohmann::json(with_stand_ins(piece)).dump());
        write_(std::string_view(written).substr(1, written.size() - 2));
        text.remove_prefix(size);
    }
    write_("\"");
}

void JsonWriter::object(const nlohmann::json& members, Parts parts) {
    for (const auto& [name, value] : members.items())
        parts.emplace(name, [this, &value = value] { this->value(value); });
    open('{');
    for (const auto& [name, write] : parts) {
        this->name(name);
        write();
    }
    close();
}

void JsonWriter::value(const nlohmann::json& value) {
    std::string text;
    try {
        text = value.dump(indent_);
    } catch (const nlohmann::json::type_error&) {
        return write_parts(*this, value);
    }
    begin_value();
    // The library begins each value without indent. Within strings it escapes line breaks.
    std::string_view rest = text;
    for (size_t end; (end = rest.find('\n')) != rest.npos; rest.remove_prefix(end + 1)) {
        write_(rest.substr(0, end));
        break_line();
    }
    write_(rest);
}

}  // namespace natmod
