// SPDX-License-Identifier: MIT
// One preprocessed source of a module, and what it defines as far as stubs are made of it. Names
// are those of C; they are parts of the source's text.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/scan.h"
#include "source/structure.h"
#include "source/tokens.h"

namespace natmod::stubs {

using source::Range;

// A C function with its body, which is in braces.
struct Function {
    std::vector<std::string_view> parameters;
    size_t first = 0;  // its declaration's first token
    Range body;
};

// MP_DEFINE_CONST_FUN_OBJ_...
struct FunctionObject {
    enum Kind { fixed, variable, keywords };
    Kind kind = fixed;
    int min = 0, max = 0;
    std::string_view function;
    size_t at = 0;

    static constexpr int kUnlimited = 0xffff;
};

// MP_DEFINE_CONST_STATICMETHOD_OBJ and ..._CLASSMETHOD_OBJ
struct Binding {
    bool is_static = false;
    std::string_view function_object;
};

// An entry of an mp_arg_t table.
struct Argument {
    enum Kind { boolean, integer, object };
    std::string name;  // in Python
    Kind kind = object;
    bool required = false, keyword_only = false;
    Range value;  // the default
};

struct ArgumentTable {
    std::string_view name;
    size_t at = 0;
    std::vector<Argument> arguments;
};

// MP_DEFINE_CONST_OBJ_TYPE, or a type that mpy_init fills.
struct TypeObject {
    std::string name;  // in Python
    size_t at = 0;     // 0: mpy_init fills it
    int64_t flags = 0;
    std::map<std::string_view, Range> slots;
};

struct Unit {
    Unit() = default;
    Unit(const Unit&) = delete;

    std::string text;
    source::Tokens tokens;
    source::Scan scan;
    std::map<std::string_view, Function> functions;
    std::map<std::string_view, FunctionObject> function_objects;
    std::map<std::string_view, Binding> bindings;
    std::map<std::string_view, TypeObject> types;
    std::map<std::string_view, std::string_view> objects;    // others, by their type in Python
    std::map<std::string_view, std::string_view> instances;  // the same, by their type object
    std::vector<ArgumentTable> argument_tables;
    // Enumerators by name, with the token of each: a function may have its own.
    std::map<std::string_view, std::vector<std::pair<size_t, int64_t>>> enumerators;
    // What mpy_init stores in the module: names in Python, and values.
    std::vector<std::pair<std::string, Range>> stored;

    source::Token at(size_t i) const { return tokens[i]; }
    // The token there is that text; false beyond the end.
    bool is(size_t i, std::string_view word) const { return i < tokens.size() && at(i).is(word); }
    bool is_name(size_t i) const {
        return i < tokens.size() && at(i).kind == source::TokenKind::identifier;
    }
    // Of a structure: behind a dot or an arrow.
    bool is_member(size_t i) const { return i > 0 && (is(i - 1, ".") || is(i - 1, "->")); }
    size_t behind(size_t open) const { return source::skip_group(tokens, open, tokens.size()); }
    // The arguments of a call; `open` is its parenthesis.
    std::vector<Range> arguments(size_t open) const;
    std::optional<int64_t> number(Range expression) const;
    // Of an expression in other tokens, as if it stood at the end of this unit.
    std::optional<int64_t> number_in(const source::Tokens& others, Range expression) const;
    // Without parentheses around it and casts in front of it, which are parentheses with names.
    Range without_casts(Range range) const;
    // The last identifier of the range.
    std::string_view last_name(Range range) const;
};

// `text` is preprocessed with sdk/stubs/keep_macros.h in front of it. The unit stays where it
// is.
void read_unit(Unit& unit, std::string text, std::string source, bool cxx);

// All sources of a module.
struct Sources {
    std::deque<Unit> units;
    std::filesystem::path directory;  // names of files are relative to it

    // The one with that name: that of `own`, or else any. {nullptr, nullptr} if there is none.
    template <typename T>
    std::pair<const Unit*, const T*> find(std::map<std::string_view, T> Unit::*map,
                                          std::string_view name, const Unit* own) const {
        if (own != nullptr)
            if (auto found = (own->*map).find(name); found != (own->*map).end())
                return {own, &found->second};
        for (const Unit& unit : units)
            if (auto found = (unit.*map).find(name); found != (unit.*map).end())
                return {&unit, &found->second};
        return {nullptr, nullptr};
    }
};

// The text behind MP_QSTR_ as Python has it; nothing if the token is none.
std::optional<std::string> python_name(std::string_view token);

}  // namespace natmod::stubs
