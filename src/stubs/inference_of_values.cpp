// SPDX-License-Identifier: MIT
// What C functions return, and what expressions are worth.
#include <algorithm>

#include "stubs/inference.h"
#include "stubs/known.h"

namespace natmod::stubs {

using source::Token;

// MP_OBJ_FROM_PTR(x): of which class x is.
Types Inference::pointer_value(const Place& place, Range expression) const {
    const Unit& unit = *place.unit;
    expression = unit.without_casts(expression);
    if (unit.is(expression.first, "&") && expression.end - expression.first == 2) {
        std::string_view name = unit.at(expression.first + 1).text;
        auto object = sources_.find(&Unit::objects, name, &unit);
        if (object.second != nullptr) return *object.second;
        auto instance = sources_.find(&Unit::instances, name, &unit);
        return instance.second == nullptr ? Types(kAny) : class_of(*instance.second);
    }
    if (expression.end - expression.first != 1 || !unit.is_name(expression.first)) return kAny;
    std::string_view variable = unit.at(expression.first).text;
    Types types;
    auto add_class = [&](size_t name) {
        if (unit.is(name, "&") && unit.is_name(name + 1))
            types.add(class_of(unit.at(name + 1).text));
    };
    Range body = place.function->body;
    for (size_t i = body.first; i < body.end; ++i) {
        if (!unit.is(i, variable) || unit.is_member(i)) continue;
        if (unit.is(i + 1, "->") && unit.is(i + 2, "base") && unit.is(i + 3, ".") &&
            unit.is(i + 4, "type") && unit.is(i + 5, "=")) {
            add_class(i + 6);
        } else if (unit.is(i + 1, "=")) {
            size_t at = i + 2;
            while (at < body.end && !unit.is_name(at)) ++at;
            bool makes = unit.at(at).text.starts_with("mp_obj_malloc") && unit.is(at + 1, "(");
            if (!makes) continue;
            std::vector<Range> arguments = unit.arguments(at + 1);
            if (!arguments.empty()) add_class(arguments.back().first);
        }
    }
    return types.names().size() == 1 ? types : Types(kAny);
}

// A variable that is returned: everything that it is given.
Types Inference::local_value(const Place& place, std::string_view variable, int depth) const {
    const Unit& unit = *place.unit;
    const std::vector<std::string_view>& parameters = place.function->parameters;
    if (!parameters.empty() && variable == parameters[0]) return {"Self"};
    if (std::ranges::find(parameters, variable) != parameters.end()) return kAny;
    Types types;
    Range body = place.function->body;
    for (size_t i = body.first + 1; i < body.end; ++i) {
        if (!unit.is(i, variable) || unit.is_member(i)) continue;
        if (unit.is(i - 1, "&")) return kAny;
        if (!unit.is(i + 1, "=")) continue;
        size_t end = i + 2;
        while (end < body.end && !unit.is(end, ";") && !unit.is(end, ",")) {
            bool group = unit.is(end, "(") || unit.is(end, "[") || unit.is(end, "{");
            end = group ? unit.behind(end) : end + 1;
        }
        types.add(value(place, {i + 2, end}, depth + 1));
    }
    return types.empty() ? Types(kAny) : types;
}

Types Inference::value(const Place& place, Range expression, int depth) const {
    if (depth > kDeepestCall) return kAny;
    const Unit& unit = *place.unit;
    expression = unit.without_casts(expression);
    if (expression.empty()) return kAny;
    // c ? a : b
    size_t question = 0, colon = 0;
    for (size_t i = expression.first; i < expression.end;) {
        if (unit.is(i, "?") && question == 0) question = i;
        if (unit.is(i, ":") && colon == 0) colon = i;
        bool group = unit.is(i, "(") || unit.is(i, "[") || unit.is(i, "{");
        i = group ? unit.behind(i) : i + 1;
    }
    if (question != 0 && colon > question) {
        Types types = value(place, {question + 1, colon}, depth + 1);
        types.add(value(place, {colon + 1, expression.end}, depth + 1));
        return types;
    }
    if (!unit.is_name(expression.first)) return kAny;
    const Token& name = unit.at(expression.first);
    if (expression.end - expression.first == 1) {
        if (name.is("MP_OBJ_NULL") || name.is("MP_OBJ_STOP_ITERATION") ||
            name.is("MP_OBJ_SENTINEL"))
            return {};
        std::string_view type = made_by(name.text);
        return type.empty() ? local_value(place, name.text, depth) : Types(type);
    }
    size_t open = expression.first + 1;
    if (!unit.is(open, "(") || unit.behind(open) != expression.end) return kAny;
    if (std::string_view type = made_by(name.text); !type.empty()) return type;
    std::vector<Range> arguments = unit.arguments(open);
    if ((name.is("MP_OBJ_FROM_PTR") || name.is("MP_ROM_PTR")) && arguments.size() == 1)
        return pointer_value(place, arguments[0]);
    // The constructor of a class, called for that class.
    for (Range argument : arguments) {
        if (!unit.is(argument.first, "&")) continue;
        auto [where, type] = sources_.find(&Unit::types, unit.last_name(argument), &unit);
        if (type == nullptr) continue;
        auto make = type->slots.find("make_new");
        if (make != type->slots.end() && where->last_name(make->second) == name.text)
            return class_of(unit.last_name(argument));
    }
    Place called = find(name.text, &unit);
    if (called.function == nullptr) return kAny;
    Types types = returned(called);
    return std::ranges::find(types.names(), "Self") == types.names().end() ? types : Types(kAny);
}

Types Inference::returned(const Place& place) const {
    auto [known, is_new] = returned_.try_emplace(place.function);
    if (!is_new) return known->second;
    const Unit& unit = *place.unit;
    Types types;
    Range body = place.function->body;
    for (size_t i = body.first; i < body.end && !(types.is_any() && !types.empty()); ++i) {
        if (!unit.is(i, "return") || !unit.is_name(i)) continue;
        size_t end = i + 1;
        while (end < body.end && !unit.is(end, ";")) ++end;
        types.add(value(place, {i + 1, end}));
    }
    return known->second = types;
}

}  // namespace natmod::stubs
