#include "mpy/static_qstrs.h"

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

// Identifiers of the qstrs that MicroPython itself defines with characters C does not allow.
constexpr std::pair<std::string_view, std::string_view> kEscaped[] = {
    {"_0x0a_", "\n"},
    {"_space_", " "},
    {"_star_", "*"},
    {"_slash_", "/"},
    {"_lt_module_gt_", "<module>"},
    {"utf_hyphen_8", "utf-8"},
    {"_lt_lambda_gt_", "<lambda>"},
    {"_lt_listcomp_gt_", "<listcomp>"},
    {"_lt_dictcomp_gt_", "<dictcomp>"},
    {"_lt_setcomp_gt_", "<setcomp>"},
    {"_lt_genexpr_gt_", "<genexpr>"},
    {"_lt_string_gt_", "<string>"},
    {"_lt_stdin_gt_", "<stdin>"},
    {"_gt__gt__gt__space_", ">>> "},
    {"_dot__dot__dot__space_", "... "},
    {"_percent__hash_o", "%#o"},
    {"_percent__hash_x", "%#x"},
    {"_brace_open__colon__hash_o_brace_close_", "{:#o}"},
    {"_brace_open__colon__hash_x_brace_close_", "{:#x}"},
    {"_brace_open__colon__hash_b_brace_close_", "{:#b}"},
    {"maximum_space_recursion_space_depth_space_exceeded", "maximum recursion depth exceeded"},
    {"pystack_space_exhausted", "pystack exhausted"},
    {"_dot_frozen", ".frozen"},
    {"_slash_lib", "/lib"},
    {"_slash_rom", "/rom"},
    {"_slash_rom_slash_lib", "/rom/lib"},
};

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
    for (auto [escaped, text] : kEscaped)
        if (escaped == identifier) return text;
    return identifier;
}

}  // namespace natmod
