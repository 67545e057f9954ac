// SPDX-License-Identifier: MIT
#include "stubs/unit.h"

#include <algorithm>

#include "abi/static_qstrs.h"
#include "stubs/constant.h"

namespace natmod::stubs {
namespace {

using source::Token;
using source::TokenKind;

struct FunctionMacro {
    std::string_view name;
    FunctionObject::Kind kind;
    int count;         // of arguments, if the macro's name says it
    size_t arguments;  // of the macro
};
constexpr FunctionMacro kFunctionMacros[] = {
    {"MP_DEFINE_CONST_FUN_OBJ_0", FunctionObject::fixed, 0, 2},
    {"MP_DEFINE_CONST_FUN_OBJ_1", FunctionObject::fixed, 1, 2},
    {"MP_DEFINE_CONST_FUN_OBJ_2", FunctionObject::fixed, 2, 2},
    {"MP_DEFINE_CONST_FUN_OBJ_3", FunctionObject::fixed, 3, 2},
    {"MP_DEFINE_CONST_FUN_OBJ_VAR", FunctionObject::variable, -1, 3},
    {"MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN", FunctionObject::variable, -1, 4},
    {"MP_DEFINE_CONST_FUN_OBJ_KW", FunctionObject::keywords, -1, 3},
};

// Objects that are constants for Python, by the C type or macro that makes them.
constexpr std::pair<std::string_view, std::string_view> kObjectTypes[] = {
    {"mp_obj_float_t", "float"},           {"mp_obj_str_t", "str"},
    {"mp_obj_tuple_t", "tuple[Any, ...]"}, {"mp_rom_obj_tuple_t", "tuple[Any, ...]"},
    {"mp_obj_list_t", "list[Any]"},        {"MP_DEFINE_ATTRTUPLE", "tuple[Any, ...]"},
    {"MP_DEFINE_STR_OBJ", "str"},
};

class UnitReader {
  public:
    explicit UnitReader(Unit& unit) : unit_(unit) {}

    void run() {
        for (size_t i = 0; i < unit_.tokens.size(); ++i) {
            const Token& token = unit_.at(i);
            if (token.kind != TokenKind::identifier) continue;
            if (token.is("enum"))
                enumeration(i);
            else if (token.is("mp_arg_t"))
                argument_table(i);
            else if (token.text.starts_with("MP_DEFINE_"))
                definition(i);
            else if (token.text.starts_with("mp_"))
                object(i);
            if (unit_.is(i + 1, "=") && unit_.is(i + 2, "{")) instance(i);
        }
        source::Outline outline;
        outline.on_token = [](size_t, const source::Token&, const source::Context&) {};
        outline.on_declaration = [](size_t, size_t, size_t) {};
        outline.on_function = [&](std::string_view name, size_t open) { function(name, open); };
        source::walk(unit_.tokens, outline);
        if (auto init = unit_.functions.find("mpy_init"); init != unit_.functions.end())
            entry_function(init->second.body);
    }

  private:
    void enumeration(size_t i) {
        size_t open = i + 1;
        while (unit_.is_name(open) || unit_.is(open, ":")) ++open;
        if (!unit_.is(open, "{")) return;
        std::optional<int64_t> next = 0;
        for (Range part : unit_.arguments(open)) {
            if (part.empty() || !unit_.is_name(part.first)) continue;
            size_t equals = part.first + 1;
            while (equals < part.end && !unit_.is(equals, "=")) ++equals;
            if (equals < part.end) next = unit_.number({equals + 1, part.end});
            if (!next) continue;
            unit_.enumerators[unit_.at(part.first).text].emplace_back(part.first, *next);
            ++*next;
        }
    }

    // mp_arg_t NAME[] = {{MP_QSTR_x, flags, {default}}, ...}
    void argument_table(size_t i) {
        if (!unit_.is_name(i + 1) || !unit_.is(i + 2, "[")) return;
        size_t open = unit_.behind(i + 2);
        if (unit_.is(open, "=")) ++open;
        if (!unit_.is(open, "{")) return;
        ArgumentTable table{unit_.at(i + 1).text, i, {}};
        for (Range entry : unit_.arguments(open)) {
            if (entry.empty() || !unit_.is(entry.first, "{")) continue;
            std::vector<Range> parts = unit_.arguments(entry.first);
            if (parts.size() < 2) continue;
            Argument argument;
            for (size_t k = parts[0].first; k < parts[0].end; ++k)
                if (auto name = python_name(unit_.at(k).text)) argument.name = *name;
            for (size_t k = parts[1].first; k < parts[1].end; ++k) {
                const Token& flag = unit_.at(k);
                if (flag.is("MP_ARG_INT")) argument.kind = Argument::integer;
                if (flag.is("MP_ARG_BOOL")) argument.kind = Argument::boolean;
                argument.required |= flag.is("MP_ARG_REQUIRED");
                argument.keyword_only |= flag.is("MP_ARG_KW_ONLY");
            }
            if (parts.size() > 2) {
                Range value = parts[2];
                if (!value.empty() && unit_.is(value.first, "{"))
                    value = {value.first + 1, unit_.behind(value.first) - 1};
                if (unit_.is(value.first, ".")) value.first += 3;  // .u_int =
                argument.value = value;
            }
            table.arguments.push_back(std::move(argument));
        }
        unit_.argument_tables.push_back(std::move(table));
    }

    void definition(size_t i) {
        if (!unit_.is(i + 1, "(")) return;
        std::vector<Range> arguments = unit_.arguments(i + 1);
        if (arguments.empty()) return;
        std::string_view macro = unit_.at(i).text, name = unit_.last_name(arguments[0]);
        const auto* row = std::ranges::find(kFunctionMacros, macro, &FunctionMacro::name);
        if (row != std::end(kFunctionMacros) && arguments.size() == row->arguments) {
            FunctionObject object{row->kind, row->count, row->count,
                                  unit_.last_name(arguments.back()), i};
            if (row->count < 0) {
                object.min = static_cast<int>(unit_.number(arguments[1]).value_or(0));
                object.max =
                    row->arguments == 4
                        ? static_cast<int>(
                              unit_.number(arguments[2]).value_or(FunctionObject::kUnlimited))
                        : FunctionObject::kUnlimited;
            }
            unit_.function_objects[name] = object;
        } else if (macro == "MP_DEFINE_CONST_STATICMETHOD_OBJ" && arguments.size() == 2) {
            unit_.bindings[name] = {true, unit_.last_name(arguments[1])};
        } else if (macro == "MP_DEFINE_CONST_CLASSMETHOD_OBJ" && arguments.size() == 2) {
            unit_.bindings[name] = {false, unit_.last_name(arguments[1])};
        } else if (macro == "MP_DEFINE_CONST_OBJ_TYPE" && arguments.size() >= 3) {
            TypeObject type{.name = python_name(unit_.last_name(arguments[1])).value_or(""),
                            .at = i,
                            .flags = unit_.number(arguments[2]).value_or(0),
                            .slots = {}};
            for (size_t k = 3; k + 1 < arguments.size(); k += 2)
                type.slots[unit_.last_name(arguments[k])] = arguments[k + 1];
            unit_.types[name] = std::move(type);
        } else {
            object(i);
        }
    }

    // TYPE NAME = ... or MACRO(NAME, ...)
    void object(size_t i) {
        const auto* row = std::ranges::find(kObjectTypes, unit_.at(i).text,
                                            &std::pair<std::string_view, std::string_view>::first);
        if (row == std::end(kObjectTypes)) return;
        if (unit_.is_name(i + 1) && unit_.is(i + 2, "="))
            unit_.objects[unit_.at(i + 1).text] = row->second;
        else if (unit_.is(i + 1, "(") && unit_.is_name(i + 2))
            unit_.objects[unit_.at(i + 2).text] = row->second;
    }

    // NAME = {{&TYPE}, ...} or {.base = {&TYPE}, ...}
    void instance(size_t i) {
        size_t open = unit_.is(i + 3, ".") && unit_.is(i + 4, "base") ? i + 6 : i + 3;
        if (unit_.is(open, "{") && unit_.is(open + 1, "&") && unit_.is_name(open + 2))
            unit_.instances[unit_.at(i).text] = unit_.at(open + 2).text;
    }

    void function(std::string_view name, size_t open) {
        constexpr size_t kFarthest = 1000;
        if (name.empty()) return;
        size_t at = open;
        while (at > 0 && open - at < kFarthest && unit_.at(at).text.data() != name.data()) --at;
        if (unit_.at(at).text.data() != name.data() || !unit_.is(at + 1, "(")) return;
        Function function;
        for (Range parameter : unit_.arguments(at + 1)) {
            while (!parameter.empty() && unit_.is(parameter.end - 1, "]"))
                while (parameter.end > parameter.first && !unit_.is(--parameter.end, "[")) {
                }
            bool named = parameter.end - parameter.first > 1 && unit_.is_name(parameter.end - 1);
            function.parameters.push_back(named ? unit_.at(parameter.end - 1).text
                                                : std::string_view());
        }
        function.first = at;
        while (function.first > 0) {
            const Token& before = unit_.at(function.first - 1);
            if (before.is(";") || before.is("}") || before.is("{")) break;
            --function.first;
        }
        function.body = {open, unit_.behind(open)};
        unit_.functions.emplace(name, std::move(function));
    }

    // What a hand-written mpy_init puts into the module and into types.
    void entry_function(Range body) {
        for (size_t i = body.first; i < body.end; ++i) {
            if (unit_.is(i, "mp_store_global") && unit_.is(i + 1, "(")) {
                std::vector<Range> arguments = unit_.arguments(i + 1);
                if (arguments.size() != 2) continue;
                if (auto name = python_name(unit_.last_name(arguments[0])))
                    unit_.stored.emplace_back(*name, arguments[1]);
            } else if (unit_.is(i, "MP_OBJ_TYPE_SET_SLOT") && unit_.is(i + 1, "(")) {
                std::vector<Range> arguments = unit_.arguments(i + 1);
                if (arguments.size() == 4)
                    unit_.types[unit_.last_name(arguments[0])]
                        .slots[unit_.last_name(arguments[1])] = arguments[2];
            } else if (unit_.is(i, "mp_obj_exception_init") && unit_.is(i + 1, "(")) {
                std::vector<Range> arguments = unit_.arguments(i + 1);
                if (arguments.size() != 3) continue;
                TypeObject& type = unit_.types[unit_.last_name(arguments[0])];
                type.name = python_name(unit_.last_name(arguments[1])).value_or("");
                type.slots["parent"] = arguments[2];
            } else if (unit_.is(i, ".") && unit_.is(i + 1, "name") && unit_.is(i + 2, "=") &&
                       unit_.is_name(i - 1)) {
                for (size_t k = i + 3; k < body.end && !unit_.is(k, ";"); ++k)
                    if (auto name = python_name(unit_.at(k).text))
                        unit_.types[unit_.at(i - 1).text].name = *name;
            } else if (unit_.is(i, "]") && unit_.is(i + 1, "=") && unit_.is(i + 2, "(")) {
                table_element(i);
            }
        }
    }

    // TABLE[i] = (mp_map_elem_t){KEY, VALUE};
    void table_element(size_t i) {
        size_t open = unit_.behind(i + 2), name = i;
        while (name > 0 && !unit_.is(name, "[")) --name;
        if (name == 0 || !unit_.is_name(name - 1) || !unit_.is(open, "{")) return;
        std::vector<Range> parts = unit_.arguments(open);
        if (parts.size() != 2) return;
        auto key = python_name(unit_.last_name(parts[0]));
        if (!key) return;
        for (source::Definition& table : unit_.scan.definitions) {
            if (table.kind != "table" || table.name != unit_.at(name - 1).text) continue;
            std::string value = join(unit_.tokens, parts[1].first, parts[1].end);
            table.entries.push_back(
                {std::string(unit_.last_name(parts[0]).substr(8)), value, table.where});
        }
    }

    Unit& unit_;
};

}  // namespace

std::optional<std::string> python_name(std::string_view token) {
    constexpr std::string_view kPrefix = "MP_QSTR_";
    if (!token.starts_with(kPrefix)) return std::nullopt;
    return std::string(abi::qstr_text(token.substr(kPrefix.size())));
}

std::vector<Range> Unit::arguments(size_t open) const {
    size_t end = behind(open);
    if (end <= open + 1) return {};
    std::vector<Range> parts = source::split(tokens, {open + 1, end - 1});
    if (!parts.empty() && parts.back().empty()) parts.pop_back();  // {1, 2,}
    return parts;
}

std::optional<int64_t> Unit::number(Range expression) const {
    return constant(tokens, expression, [&](std::string_view name) -> std::optional<int64_t> {
        auto found = enumerators.find(name);
        if (found == enumerators.end()) return std::nullopt;
        std::optional<int64_t> value;
        for (auto [at, number] : found->second)
            if (at <= expression.first) value = number;
        return value;
    });
}

std::optional<int64_t> Unit::number_in(const source::Tokens& others, Range expression) const {
    return constant(others, expression, [&](std::string_view name) -> std::optional<int64_t> {
        auto found = enumerators.find(name);
        if (found == enumerators.end()) return std::nullopt;
        return found->second.back().second;
    });
}

Range Unit::without_casts(Range range) const {
    for (;;) {
        range = source::strip_parentheses(tokens, range);
        if (range.empty() || !is(range.first, "(")) return range;
        size_t rest = behind(range.first);
        if (rest >= range.end) return range;
        for (size_t i = range.first + 1; i + 1 < rest; ++i)
            if (!is_name(i) && !is(i, "*")) return range;
        if (!is_name(rest) && !is(rest, "(") && !is(rest, "&")) return range;
        range.first = rest;
    }
}

std::string_view Unit::last_name(Range range) const {
    for (size_t i = range.end; i-- > range.first;)
        if (is_name(i)) return at(i).text;
    return {};
}

void read_unit(Unit& unit, std::string text, std::string source, bool cxx) {
    unit.text = std::move(text);
    unit.tokens = source::tokenize(unit.text);
    unit.scan = source::scan_tokens(unit.tokens, std::move(source), cxx);
    UnitReader(unit).run();
}

}  // namespace natmod::stubs
