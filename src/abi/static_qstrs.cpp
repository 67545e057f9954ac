#include "abi/static_qstrs.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace natmod {
namespace {

// Number 1 first.
constexpr std::array<std::string_view, kStaticQstrs> kTexts = {
    "",
    "__dir__",
    "\n",
    " ",
    "*",
    "/",
    "<module>",
    "_",
    "__call__",
    "__class__",
    "__delitem__",
    "__enter__",
    "__exit__",
    "__getattr__",
    "__getitem__",
    "__hash__",
    "__init__",
    "__int__",
    "__iter__",
    "__len__",
    "__main__",
    "__module__",
    "__name__",
    "__new__",
    "__next__",
    "__qualname__",
    "__repr__",
    "__setitem__",
    "__str__",
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "EOFError",
    "Ellipsis",
    "Exception",
    "GeneratorExit",
    "ImportError",
    "IndentationError",
    "IndexError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "NameError",
    "NoneType",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "RuntimeError",
    "StopIteration",
    "SyntaxError",
    "SystemExit",
    "TypeError",
    "ValueError",
    "ZeroDivisionError",
    "abs",
    "all",
    "any",
    "append",
    "args",
    "bool",
    "builtins",
    "bytearray",
    "bytecode",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "clear",
    "close",
    "const",
    "copy",
    "count",
    "dict",
    "dir",
    "divmod",
    "end",
    "endswith",
    "eval",
    "exec",
    "extend",
    "find",
    "format",
    "from_bytes",
    "get",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "id",
    "index",
    "insert",
    "int",
    "isalpha",
    "isdigit",
    "isinstance",
    "islower",
    "isspace",
    "issubclass",
    "isupper",
    "items",
    "iter",
    "join",
    "key",
    "keys",
    "len",
    "list",
    "little",
    "locals",
    "lower",
    "lstrip",
    "main",
    "map",
    "micropython",
    "next",
    "object",
    "open",
    "ord",
    "pop",
    "popitem",
    "pow",
    "print",
    "range",
    "read",
    "readinto",
    "readline",
    "remove",
    "replace",
    "repr",
    "reverse",
    "rfind",
    "rindex",
    "round",
    "rsplit",
    "rstrip",
    "self",
    "send",
    "sep",
    "set",
    "setattr",
    "setdefault",
    "sort",
    "sorted",
    "split",
    "start",
    "startswith",
    "staticmethod",
    "step",
    "stop",
    "str",
    "strip",
    "sum",
    "super",
    "throw",
    "to_bytes",
    "tuple",
    "type",
    "update",
    "upper",
    "utf-8",
    "value",
    "values",
    "write",
    "zip",
};

struct Numbered {
    std::string_view text;
    int number;
};

constexpr auto kByText = [] {
    std::array<Numbered, kStaticQstrs> sorted{};
    for (size_t i = 0; i < kTexts.size(); ++i) sorted[i] = {kTexts[i], static_cast<int>(i + 1)};
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

}  // namespace natmod
