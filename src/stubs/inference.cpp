// SPDX-License-Identifier: MIT
#include "stubs/inference.h"

#include <algorithm>

#include "stubs/known.h"

namespace natmod::stubs {

using source::Token;

namespace {

// The range with the parentheses and casts around it.
Range with_casts(const Unit& unit, Range range) {
    for (;;) {
        if (range.first < 2) return range;
        if (unit.is(range.first - 1, "(") && unit.is(range.end, ")") &&
            !unit.is_name(range.first - 2)) {
            range = {range.first - 1, range.end + 1};
            continue;
        }
        size_t open = range.first - 1;
        if (!unit.is(open, ")")) return range;
        while (open > 0 && !unit.is(open, "(")) {
            --open;
            if (!unit.is_name(open) && !unit.is(open, "*") && !unit.is(open, "(")) return range;
        }
        if (open == 0 || unit.is_name(open - 1) || open + 2 == range.first) return range;
        range.first = open;
    }
}

// The end of NAME, NAME[index] or NAME[index].u_obj at `i` if that is the subject; 0 if it is
// something else; nothing if it cannot be told.
std::optional<size_t> match(const Unit& unit, size_t i, const Subject& subject) {
    if (!unit.is(i, subject.name) || !unit.is_name(i) || unit.is_member(i)) return 0;
    if (subject.index < 0) return i + 1;
    if (!unit.is(i + 1, "[")) return std::nullopt;
    if (unit.is_name(i - 1) && !unit.is(i - 1, "return")) return 0;  // its declaration
    size_t behind = unit.behind(i + 1);
    std::optional<int64_t> index = unit.number({i + 2, behind - 1});
    if (!index) return std::nullopt;
    if (*index != subject.index) return 0;
    if (!subject.of_table) return behind;
    return unit.is(behind, ".") &&
                   (unit.is(behind + 1, "u_obj") || unit.is(behind + 1, "u_rom_obj"))
               ? behind + 2
               : 0;
}

// A declaration of the name or of a parameter, and a plain mention of the array.
bool is_declared(const Unit& unit, size_t i) {
    const Token& before = unit.at(i - 1);
    return before.is("*") && unit.is_name(i - 2) && !unit.is(i - 2, "return");
}

}  // namespace

std::pair<size_t, size_t> enclosing_call(const Unit& unit, size_t first) {
    size_t argument = 0;
    for (size_t i = first; i-- > 0;) {
        const Token& token = unit.at(i);
        if (token.is(")") || token.is("]")) {
            int depth = 0;
            do {
                const Token& inner = unit.at(i);
                depth += inner.is(")") || inner.is("]");
                depth -= inner.is("(") || inner.is("[");
            } while (depth > 0 && i-- > 0);
        } else if (token.is("(")) {
            bool call = i > 0 && unit.is_name(i - 1);
            return {call ? i : 0, argument};
        } else if (token.is(",")) {
            ++argument;
        } else if (token.is(";") || token.is("{") || token.is("}")) {
            break;
        }
    }
    return {0, 0};
}

Place Inference::find(std::string_view function, const Unit* unit) const {
    auto [where, found] = sources_.find(&Unit::functions, function, unit);
    return {where, found};
}

Types Inference::class_of(std::string_view type_object) const {
    if (sources_.find(&Unit::types, type_object, nullptr).second != nullptr)
        return Types("&" + std::string(type_object));
    std::string_view name = firmware_type(type_object);
    return name.empty() ? kAny : name;
}

namespace {

// Whether the condition around the token raises an exception where it holds.
bool raises(const Unit& unit, size_t i) {
    constexpr size_t kFarthest = 60;
    size_t open = i;
    while (open > 0 && !unit.is(open, ";") && !unit.is(open, "{") && !unit.is(open, "}") &&
           !(unit.is(open, "(") && unit.is(open - 1, "if")))
        --open;
    if (!unit.is(open, "(")) return false;
    size_t at = unit.behind(open), end = unit.is(at, "{") ? unit.behind(at) : at + kFarthest;
    for (; at < end && !unit.is(at, ";"); ++at)
        if (unit.is_name(at) && unit.at(at).text.find("raise") != std::string_view::npos)
            return true;
    return false;
}

// Whether the check at `i`, a function's name, is one that objects of other types do not pass.
bool refuses(const Unit& unit, size_t i) {
    if (unit.is(i, "mp_obj_get_type")) return unit.is(unit.behind(i + 1), "!=") && raises(unit, i);
    return unit.is(i, "mp_obj_cast_to_native_base") || (unit.is(i - 1, "!") && raises(unit, i));
}

}  // namespace

// Whether the function refuses an object of another class than a check names:
// `if (!mp_obj_is_type(x, &t)) raise`, `if (mp_obj_get_type(x) != &t) raise`.
bool Inference::is_checked(const Place& place, const Subject& subject) const {
    const Unit& unit = *place.unit;
    for (size_t i = place.function->body.first; i < place.function->body.end; ++i) {
        bool check = unit.is(i, "mp_obj_is_type") || unit.is(i, "mp_obj_get_type") ||
                     unit.is(i, "mp_obj_cast_to_native_base");
        if (!check || !unit.is(i + 1, "(") || !refuses(unit, i)) continue;
        std::vector<Range> arguments = unit.arguments(i + 1);
        if (arguments.empty()) continue;
        Range first = unit.without_casts(arguments[0]);
        if (match(unit, first.first, subject) == first.end) return true;
    }
    return false;
}

Inference::Shown Inference::in_call(const Place& place, const Subject& of, size_t open,
                                    size_t argument, int depth) const {
    const Unit& unit = *place.unit;
    std::string_view callee = unit.at(open - 1).text;
    std::vector<Range> arguments = unit.arguments(open);
    auto class_in = [&](size_t k) {
        return k < arguments.size() ? class_of(unit.last_name(arguments[k])) : Types(kAny);
    };
    if (argument == 0 && (callee == "mp_obj_is_type" || callee == "mp_obj_is_exact_type" ||
                          callee == "mp_obj_cast_to_native_base"))
        return {class_in(1), !refuses(unit, open - 1)};
    if (argument == 0 && callee == "mp_obj_get_type") {
        size_t behind = unit.behind(open);
        bool compares =
            (unit.is(behind, "==") || unit.is(behind, "!=")) && unit.is(behind + 1, "&");
        if (compares && unit.is_name(behind + 2))
            return {class_of(unit.at(behind + 2).text), !refuses(unit, open - 1)};
        return {kAny};
    }
    if (callee == "MP_OBJ_TO_PTR") return {is_checked(place, of) ? Types() : Types(kAny)};
    if (const Taker* taker = find_taker(callee, argument)) {
        if (taker->type.empty()) return {};
        if (callee.starts_with("mp_obj_is_") && callee != "mp_obj_is_true")
            return {taker->type, !refuses(unit, open - 1)};
        bool writes = callee.starts_with("mp_get_buffer") && arguments.size() > 2 &&
                      unit.number(arguments[2]).value_or(2) != 1;  // MP_BUFFER_READ
        return {writes ? Types("WriteableBuffer") : Types(taker->type)};
    }
    if (callee == "mp_native_from_obj" && arguments.size() == 2) {
        std::string_view kind = unit.last_name(arguments[1]);
        if (kind == "MP_NATIVE_TYPE_INT" || kind == "MP_NATIVE_TYPE_UINT") return {{"int"}};
        return {kind == "MP_NATIVE_TYPE_BOOL" ? Types("object") : Types(kAny)};
    }
    Place called = find(callee, &unit);
    if (called.function == nullptr || argument >= called.function->parameters.size() ||
        called.function->parameters[argument].empty())
        return {kAny};
    return {taken(called, {called.function->parameters[argument]}, depth + 1)};
}

// What one use of the subject shows. Nothing: this use has no say.
Inference::Shown Inference::use(const Place& place, Range subject, const Subject& of,
                                int depth) const {
    const Unit& unit = *place.unit;
    Range outer = with_casts(unit, subject);
    const Token& before = unit.at(outer.first - 1);
    auto behind = [&](std::string_view text) { return unit.is(outer.end, text); };
    if (behind("=")) return {};  // it is assigned
    bool is_void = outer.first != subject.first && unit.is(outer.first, "(") &&
                   unit.is(outer.first + 1, "void") && unit.is(outer.first + 2, ")");
    if (is_void && behind(";")) return {};
    for (bool left : {true, false}) {
        const Token& sign = left ? before : unit.at(outer.end);
        if (!sign.is("==") && !sign.is("!=")) continue;
        // The other side, in parentheses or not.
        size_t other = left ? outer.first - 2 : outer.end + 1;
        while (unit.is(other, left ? ")" : "(")) other += left ? size_t(-1) : 1;
        const Token& value = unit.at(other);
        if (value.is("MP_OBJ_NULL") || value.is("MP_OBJ_SENTINEL") || value.is("NULL") ||
            value.is("MP_OBJ_STOP_ITERATION"))
            return {};
        std::string_view type = made_by(value.text);
        if (type == "None" || type == "bool") return {type, true};
        return {kAny};
    }
    if ((before.is("(") || before.is(",")) && (behind(")") || behind(","))) {
        auto [open, argument] = enclosing_call(unit, outer.first);
        if (open != 0) return in_call(place, of, open, argument, depth);
    }
    // V = x;
    if (before.is("=") && (behind(";") || behind(",")) && unit.is_name(outer.first - 2) &&
        !unit.is_member(outer.first - 2))
        return {taken(place, {unit.at(outer.first - 2).text}, depth + 1)};
    return {kAny};
}

Types Inference::taken(const Place& place, const Subject& subject, int depth) const {
    auto [known, is_new] =
        taken_.try_emplace({place.function, subject.name, subject.index, subject.of_table});
    if (is_new) known->second = taken(place, subject, place.function->body, depth);
    return known->second;
}

Types Inference::taken(const Place& place, const Subject& subject, Range within, int depth) const {
    if (depth > kDeepestCall) return kAny;
    const Unit& unit = *place.unit;
    Types types, asked;
    for (size_t i = within.first + 1; i < within.end && !(types.is_any() && !types.empty()); ++i) {
        std::optional<size_t> end = match(unit, i, subject);
        if (end == 0) continue;
        if (end) {
            Shown shown = use(place, {i, *end}, subject, depth);
            (shown.only_asked ? asked : types).add(shown.types);
        } else if (!unit.is(i + 1, "[")) {
            // The whole array. Whoever asks has followed calls that it is handed to.
            bool fine = is_declared(unit, i) || unit.is(i + 1, "=");
            for (const Handed& handed : handed_on(place, subject.name))
                fine |= handed.open < i && i < unit.behind(handed.open);
            if (!fine) types.add(kAny);
            if (subject.of_table) continue;
            for (const Handed& handed : handed_on(place, subject.name)) {
                if (handed.open > i || i > unit.behind(handed.open)) continue;
                if (handed.to.function == nullptr) continue;
                if (subject.index >= handed.offset)
                    types.add(taken(handed.to, {handed.parameter, subject.index - handed.offset},
                                    depth + 1));
            }
        } else if (unit.number({i + 2, unit.behind(i + 1) - 1}) == std::nullopt) {
            types.add(kAny);  // which element is it?
        }
    }
    // Who only asks for types takes any.
    if (!types.empty()) types.add(asked);
    return types;
}

std::vector<Inference::Handed> Inference::handed_on(const Place& place,
                                                    std::string_view array) const {
    std::vector<Handed> result;
    const Unit& unit = *place.unit;
    for (size_t i = place.function->body.first + 1; i < place.function->body.end; ++i) {
        if (!unit.is(i, array) || unit.is_member(i)) continue;
        Range range{i, i + 1};
        if (unit.is(i + 1, "[")) {
            if (!unit.is(i - 1, "&")) continue;  // an element
            range = {i - 1, unit.behind(i + 1)};
        }
        Handed handed;
        Range outer = with_casts(unit, range);
        auto [open, argument] = enclosing_call(unit, outer.first);
        if (open == 0) continue;
        std::vector<Range> arguments = unit.arguments(open);
        if (argument >= arguments.size()) continue;
        Range whole = arguments[argument];
        if (outer.first != whole.first) continue;
        std::optional<int64_t> offset = 0;
        if (unit.is(range.first, "&"))
            offset = unit.number({i + 2, range.end - 1});
        else if (outer.end != whole.end)
            offset =
                unit.is(outer.end, "+") ? unit.number({outer.end + 1, whole.end}) : std::nullopt;
        handed.callee = unit.at(open - 1).text;
        bool counts = handed.callee == "sizeof" || handed.callee == "MP_ARRAY_SIZE";
        if (!offset || *offset < 0 || *offset > 1000 || counts) continue;
        handed.offset = static_cast<int>(*offset);
        handed.open = open;
        handed.argument = argument;
        Place called = find(handed.callee, &unit);
        if (called.function != nullptr && argument < called.function->parameters.size() &&
            called.function != place.function) {
            handed.to = called;
            handed.parameter = called.function->parameters[argument];
        } else if (!handed.callee.starts_with("mp_arg_parse_all")) {
            continue;
        }
        result.push_back(handed);
    }
    return result;
}

}  // namespace natmod::stubs
