// SPDX-License-Identifier: MIT
#include "abi/static_qstrs.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace natmod::abi {
namespace {

// Number 1 first.
constexpr std::string_view kTexts[] = {
#define QSTR(name) #name,
#define QSTR_TEXT(name, text) text,
#include "../../sdk/rt/static_qstrs.h"
};
static_assert(std::size(kTexts) == kStaticQstrs);

struct Numbered {
    std::string_view text;
    int number;
};

constexpr auto kByText = [] {
    std::array<Numbered, kStaticQstrs> sorted{};
    for (size_t i = 0; i < std::size(kTexts); ++i) sorted[i] = {kTexts[i], static_cast<int>(i + 1)};
    std::ranges::sort(sorted, {}, &Numbered::text);
    return sorted;
}();

// Texts with characters that C does not allow, which MicroPython defines for all modules.
constexpr std::string_view kPredefined[] = {
    "\n",
    " ",
    "*",
    "/",
    "<module>",
    "utf-8",
    "<lambda>",
    "<listcomp>",
    "<dictcomp>",
    "<setcomp>",
    "<genexpr>",
    "<string>",
    "<stdin>",
    ">>> ",
    "... ",
    "%#o",
    "%#x",
    "{:#o}",
    "{:#x}",
    "{:#b}",
    "maximum recursion depth exceeded",
    "pystack exhausted",
    ".frozen",
    "/lib",
    "/rom",
    "/rom/lib",
};

// Names that replace a character, with an underscore before and behind.
constexpr std::pair<char, std::string_view> kCharacterNames[] = {
    {'"', "quot"},         {'&', "amp"},           {'<', "lt"},         {'>', "gt"},
    {'-', "hyphen"},       {' ', "space"},         {'\'', "squot"},     {',', "comma"},
    {'.', "dot"},          {':', "colon"},         {';', "semicolon"},  {'/', "slash"},
    {'%', "percent"},      {'#', "hash"},          {'(', "paren_open"}, {')', "paren_close"},
    {'[', "bracket_open"}, {']', "bracket_close"}, {'{', "brace_open"}, {'}', "brace_close"},
    {'*', "star"},         {'!', "bang"},          {'\\', "backslash"}, {'+', "plus"},
    {'$', "dollar"},       {'=', "equals"},        {'?', "question"},   {'@', "at_sign"},
    {'^', "caret"},        {'|', "pipe"},          {'~', "tilde"},
};

bool is_identifier_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string spelled_out(char c) {
    for (auto [character, name] : kCharacterNames)
        if (character == c) return "_" + std::string(name) + "_";
    constexpr std::string_view kDigits = "0123456789abcdef";
    auto byte = static_cast<unsigned char>(c);
    return {'_', '0', 'x', kDigits[byte >> 4], kDigits[byte & 15], '_'};
}

}  // namespace

int static_qstr(std::string_view text) {
    auto found = std::ranges::lower_bound(kByText, text, {}, &Numbered::text);
    return found != kByText.end() && found->text == text ? found->number : 0;
}

std::string_view static_qstr_text(int number) {
    if (number < 1 || number > kStaticQstrs) throw std::out_of_range("not a static qstr");
    return kTexts[static_cast<size_t>(number - 1)];
}

std::string_view qstr_text(std::string_view identifier) {
    static const auto predefined = [] {
        std::array<std::pair<std::string, std::string_view>, std::size(kPredefined)> result;
        std::ranges::transform(kPredefined, result.begin(), [](std::string_view text) {
            return std::pair(qstr_identifier(text), text);
        });
        return result;
    }();
    for (const auto& [escaped, text] : predefined)
        if (escaped == identifier) return text;
    return identifier;
}

std::string qstr_identifier(std::string_view text) {
    std::string result;
    for (char c : text) {
        if (is_identifier_character(c))
            result += c;
        else
            result += spelled_out(c);
    }
    return result;
}

}  // namespace natmod::abi
