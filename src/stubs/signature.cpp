// SPDX-License-Identifier: MIT
#include "stubs/signature.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <span>

#include "stubs/known.h"

namespace natmod::stubs {
namespace {

constexpr std::string_view kKeywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

constexpr int kMostOptional = 16;  // more become *args

// A C name as that of a parameter.
std::string parameter_name(std::string_view c_name) {
    for (std::string_view ending : {"_in", "_obj"})
        if (c_name.ends_with(ending) && c_name.size() > ending.size())
            c_name.remove_suffix(ending.size());
    while (c_name.starts_with('_')) c_name.remove_prefix(1);
    std::string name(c_name);
    return is_identifier(name) || name.empty() ? name : name + "_";
}

// What it finds in an object goes where its last arguments point.
bool gives_through_pointer(std::string_view function) {
    constexpr std::string_view kBegin[] = {"mp_get_buffer", "mp_obj_get_array", "mp_obj_tuple_get",
                                           "mp_obj_list_get"};
    return std::ranges::any_of(kBegin,
                               [&](std::string_view begin) { return function.starts_with(begin); });
}

// `width` in `int width = mp_obj_get_int(args[0]);` and in `self->width = ...`, `data` in
// `mp_get_buffer_raise(args[0], &data, ...)`.
std::string name_of_element(const Place& place, std::string_view array, int index) {
    const Unit& unit = *place.unit;
    Range body = place.function->body;
    for (size_t i = body.first + 1; i < body.end; ++i) {
        if (!unit.is(i, array) || !unit.is(i + 1, "[")) continue;
        size_t behind = unit.behind(i + 1);
        if (unit.number({i + 2, behind - 1}) != index) continue;
        size_t start = i, equals = 0;
        while (start > body.first && !unit.is(start - 1, ";") && !unit.is(start - 1, "{") &&
               !unit.is(start - 1, "}") && !unit.is(start - 1, ","))
            if (unit.is(--start, "=")) equals = start;
        if (equals > start && unit.is_name(equals - 1))
            return parameter_name(unit.at(equals - 1).text);
        auto [open, argument] = enclosing_call(unit, i);
        if (open == 0 || !gives_through_pointer(unit.at(open - 1).text)) continue;
        std::vector<Range> arguments = unit.arguments(open);
        for (size_t k = arguments.size(); k-- > argument + 1;)
            if (unit.is(arguments[k].first, "&"))
                return parameter_name(unit.last_name(arguments[k]));
    }
    return {};
}

struct SignatureMaker {
    const Inference& inference;
    std::set<std::string> names = {};
    Signature signature = {};

    void add(Parameter parameter) {
        std::string name = parameter.name;
        for (int n = 2; !names.insert(parameter.name).second; ++n)
            parameter.name = fmt::format("{}{}", name, n);
        signature.parameters.push_back(std::move(parameter));
    }
    void rest() { add({Parameter::rest, "args", kAny}); }
    void any() {
        rest();
        add({Parameter::rest_of_keywords, "kwargs", kAny});
    }

    void element(const Place& place, std::string_view array, int index, int shown_from,
                 bool optional) {
        std::string name = name_of_element(place, array, index);
        bool unnamed = name.empty();
        if (unnamed) name = fmt::format("arg{}", index - shown_from);
        add({Parameter::positional, name, inference.taken(place, {array, index}),
             optional ? "..." : "", unnamed});
    }

    // The elements [from, max) of the array, of which those below min are required.
    void elements(const Place& place, std::string_view array, int from, int min, int max,
                  int shown_from) {
        bool many = max - std::max(min, from) > kMostOptional;
        for (int i = from; i < (many ? min : max); ++i)
            element(place, array, i, shown_from, i >= min);
        if (many) rest();
    }

    Types default_of(const Unit& unit, const Argument& argument, std::string& text) const;
    bool table(const Place& place, std::string_view array, int first, int min, int depth);
};

// Its text, and its type as far as that adds to the argument's.
Types SignatureMaker::default_of(const Unit& unit, const Argument& argument,
                                 std::string& text) const {
    text = "...";
    Range value = argument.value;
    if (argument.kind == Argument::boolean) {
        auto number = value.empty() ? 0 : unit.number(value);
        if (number) text = *number != 0 ? "True" : "False";
        return {};
    }
    if (argument.kind == Argument::integer) {
        auto number = value.empty() ? 0 : unit.number(value);
        if (number) text = std::to_string(*number);
        return {};
    }
    value = source::strip_parentheses(unit.tokens, value);
    if (value.empty() || !unit.is_name(value.first)) return {};
    std::string_view maker = unit.at(value.first).text;
    Types type(made_by(maker).empty() ? std::string_view("object") : made_by(maker));
    if (maker == "MP_OBJ_NULL" || made_by(maker).empty()) return {};
    if (type == Types("None")) text = "None";
    if (type == Types("bool"))
        text = maker.ends_with("rue") || maker.ends_with("TRUE") ? "True" : "False";
    if (type == Types("int") && value.end - value.first > 2)
        if (auto number = unit.number({value.first + 2, value.end - 1}))
            text = std::to_string(*number);
    return type;
}

const ArgumentTable* find_table(const Place& place, std::string_view name) {
    const ArgumentTable* found = nullptr;
    for (const ArgumentTable& table : place.unit->argument_tables) {
        if (table.name != name) continue;
        bool inside = place.function->body.first < table.at && table.at < place.function->body.end;
        if (inside) return &table;
        bool local = false;  // of another function
        for (const auto& [other, function] : place.unit->functions)
            local |= function.body.first < table.at && table.at < function.body.end;
        if (!local) found = &table;
    }
    return found;
}

// Where the array's elements from `first` on go through mp_arg_parse_all, here or in a function
// that they are handed to. `min` elements must be there.
bool SignatureMaker::table(const Place& place, std::string_view array, int first, int min,
                           int depth) {
    constexpr int kDeep = 4;
    if (depth > kDeep) return false;
    const Unit& unit = *place.unit;
    for (const Inference::Handed& handed : inference.handed_on(place, array)) {
        std::vector<Range> arguments = unit.arguments(handed.open);
        int from = handed.offset;
        bool map = handed.callee == "mp_arg_parse_all" && handed.argument == 1;
        bool list = handed.callee == "mp_arg_parse_all_kw_array" && handed.argument == 2;
        if (!map && !list) {
            if (handed.to.function == nullptr) continue;
            SignatureMaker inner{inference};
            if (!inner.table(handed.to, handed.parameter, std::max(first - from, 0), min - from,
                             depth + 1))
                continue;
            for (int i = first; i < from; ++i) element(place, array, i, first, false);
            for (Parameter& parameter : inner.signature.parameters) add(std::move(parameter));
            return true;
        }
        if (arguments.size() != 6) continue;
        const ArgumentTable* found = find_table(place, unit.last_name(arguments[4]));
        if (found == nullptr) continue;
        for (int i = first; i < from; ++i) element(place, array, i, first, false);
        std::string_view values = unit.last_name(arguments[5]);
        bool optional = false, named = false, unnamed = false;
        std::vector<Parameter> only_by_keyword;
        // A table may begin with `self`.
        for (auto k = static_cast<size_t>(std::max(first - from, 0)); k < found->arguments.size();
             ++k) {
            const Argument& argument = found->arguments[k];
            Parameter parameter{
                .kind = argument.keyword_only ? Parameter::keyword : Parameter::either,
                .name = argument.name};
            if (argument.kind == Argument::integer) parameter.type.add("int");
            if (argument.kind == Argument::boolean) parameter.type.add("bool | int");
            if (argument.kind == Argument::object) {
                Subject subject{values, static_cast<int>(k), true};
                parameter.type = inference.taken(place, subject);
            }
            bool required = argument.required || static_cast<int>(k) + from < min;
            if (!required || (optional && parameter.kind == Parameter::either)) {
                Types more = default_of(unit, argument, parameter.value);
                if (!parameter.type.empty()) parameter.type.add(more);
                optional |= parameter.kind == Parameter::either;
            }
            if (!is_identifier(argument.name)) {
                if (argument.name.empty() && !named) {
                    std::string name = name_of_element(place, values, static_cast<int>(k));
                    parameter.is_unnamed = name.empty();
                    parameter.name = name.empty() ? fmt::format("arg{}", k) : name;
                    parameter.kind = Parameter::positional;
                    add(std::move(parameter));
                    continue;
                }
                // Python's grammar has no name for it; what stands behind it is in *args, too.
                unnamed = true;
                continue;
            }
            named = true;
            if (unnamed) parameter.kind = Parameter::keyword;
            if (parameter.kind == Parameter::keyword)
                only_by_keyword.push_back(std::move(parameter));
            else
                add(std::move(parameter));
        }
        if (unnamed) rest();
        for (Parameter& parameter : only_by_keyword) add(std::move(parameter));
        if (unnamed) add({Parameter::rest_of_keywords, "kwargs", kAny});
        return true;
    }
    return false;
}

}  // namespace

bool is_identifier(std::string_view name) {
    auto is_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; };
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
           std::ranges::all_of(name, is_word) &&
           std::ranges::find(kKeywords, name) == std::end(kKeywords);
}

void name_from_doc(std::string_view doc, Signature& signature) {
    size_t open = doc.find('('), close = doc.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos) return;
    std::vector<std::string> names;
    for (std::string_view rest = doc.substr(open + 1, close - open - 1); !rest.empty();) {
        std::string_view part = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        while (part.starts_with(' ') || part.starts_with('[')) part.remove_prefix(1);
        size_t end = 0;
        auto is_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
        while (end < part.size() && is_word(static_cast<unsigned char>(part[end]))) ++end;
        names.emplace_back(part.substr(0, end));
    }
    std::vector<Parameter*> positional;
    std::set<std::string> used;
    for (Parameter& parameter : signature.parameters) {
        if (parameter.kind == Parameter::positional) positional.push_back(&parameter);
        if (!parameter.is_unnamed) used.insert(parameter.name);
    }
    if (names.size() != positional.size()) return;
    for (size_t i = 0; i < names.size(); ++i)
        if (positional[i]->is_unnamed && is_identifier(names[i]) && used.insert(names[i]).second)
            positional[i]->name = names[i];
}

Signature signature_of(const Inference& inference, const Unit& unit, const FunctionObject& object,
                       Bound bound) {
    SignatureMaker maker{inference};
    Place place = inference.find(object.function, &unit);
    int first = bound == Bound::no ? 0 : 1;
    if (bound != Bound::no) maker.add({Parameter::self, bound == Bound::to_class ? "cls" : "self"});
    if (place.function == nullptr) {
        int max = object.kind == FunctionObject::keywords ? object.min : object.max;
        bool many = max - object.min > kMostOptional;
        for (int i = first; i < (many ? object.min : max); ++i)
            maker.add({Parameter::positional,
                       fmt::format("arg{}", i - first),
                       {},
                       i >= object.min ? "..." : ""});
        if (object.kind == FunctionObject::keywords)
            maker.any();
        else if (many)
            maker.rest();
        return maker.signature;
    }
    const std::vector<std::string_view>& names = place.function->parameters;
    if (object.kind == FunctionObject::fixed) {
        for (int i = first; i < object.max; ++i) {
            auto at = static_cast<size_t>(i);
            std::string_view c_name = at < names.size() ? names[at] : std::string_view();
            std::string name = parameter_name(c_name);
            if (name.empty()) name = fmt::format("arg{}", i - first);
            Types type = c_name.empty() ? Types(kAny) : inference.taken(place, {c_name});
            maker.add({Parameter::positional, std::move(name), std::move(type)});
        }
    } else if (names.size() < 2 || names[1].empty()) {
        object.kind == FunctionObject::keywords ? maker.any() : maker.rest();
    } else if (object.kind == FunctionObject::variable) {
        maker.elements(place, names[1], first, std::max(object.min, first), object.max, first);
    } else if (!maker.table(place, names[1], first, object.min, 0)) {
        maker.elements(place, names[1], first, object.min, object.min, first);
        maker.any();
    }
    maker.signature.result = inference.returned(place);
    std::span<const std::string> results = maker.signature.result.names();
    if (bound != Bound::to_object && std::ranges::find(results, "Self") != results.end())
        maker.signature.result = {kAny};
    return maker.signature;
}

Signature signature_of_slot(const Inference& inference, const Place& place) {
    SignatureMaker maker{inference};
    maker.add({Parameter::self, "self"});
    const std::vector<std::string_view>& names = place.function->parameters;
    std::string_view array = names.size() == 4 ? names[3] : std::string_view();
    const Unit& unit = *place.unit;
    std::optional<int64_t> min, max;
    for (size_t i = place.function->body.first; i < place.function->body.end; ++i) {
        if (!unit.is(i, "mp_arg_check_num") || !unit.is(i + 1, "(")) continue;
        std::vector<Range> arguments = unit.arguments(i + 1);
        if (arguments.size() != 5 || unit.number(arguments[4]).value_or(1) != 0) continue;
        min = unit.number(arguments[2]);
        max = unit.number(arguments[3]);
    }
    // Without a single mention of its arguments it takes none, or ignores them.
    if (!array.empty() && maker.table(place, array, 0, static_cast<int>(min.value_or(0)), 0)) {
    } else if (min && max && *min <= *max && *max <= FunctionObject::kUnlimited) {
        maker.elements(place, array, 0, static_cast<int>(*min), static_cast<int>(*max), 0);
    } else {
        maker.any();
    }
    maker.signature.result = inference.returned(place);
    return maker.signature;
}

}  // namespace natmod::stubs
