// SPDX-License-Identifier: MIT
#include "stubs/members.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "stubs/signature.h"

namespace natmod::stubs {
namespace {

struct Operation {
    std::string_view op, method, signature;
};
constexpr std::string_view kBinary = "(self, other: Any, /) -> Any";
constexpr std::string_view kCompare = "(self, other: Any, /) -> bool";
constexpr Operation kOperations[] = {
    {"MP_UNARY_OP_POSITIVE", "__pos__", "(self) -> Any"},
    {"MP_UNARY_OP_NEGATIVE", "__neg__", "(self) -> Any"},
    {"MP_UNARY_OP_INVERT", "__invert__", "(self) -> Any"},
    {"MP_UNARY_OP_BOOL", "__bool__", "(self) -> bool"},
    {"MP_UNARY_OP_LEN", "__len__", "(self) -> int"},
    {"MP_UNARY_OP_HASH", "__hash__", "(self) -> int"},
    {"MP_UNARY_OP_ABS", "__abs__", "(self) -> Any"},
    {"MP_UNARY_OP_INT", "__int__", "(self) -> int"},
    {"MP_UNARY_OP_INT_MAYBE", "__int__", "(self) -> int"},
    {"MP_UNARY_OP_FLOAT_MAYBE", "__float__", "(self) -> float"},
    {"MP_UNARY_OP_COMPLEX_MAYBE", "__complex__", "(self) -> complex"},
    {"MP_BINARY_OP_LESS", "__lt__", kBinary},
    {"MP_BINARY_OP_MORE", "__gt__", kBinary},
    {"MP_BINARY_OP_EQUAL", "__eq__", "(self, other: object, /) -> Any"},
    {"MP_BINARY_OP_NOT_EQUAL", "__ne__", "(self, other: object, /) -> Any"},
    {"MP_BINARY_OP_LESS_EQUAL", "__le__", kBinary},
    {"MP_BINARY_OP_MORE_EQUAL", "__ge__", kBinary},
    {"MP_BINARY_OP_CONTAINS", "__contains__", kCompare},
    {"MP_BINARY_OP_OR", "__or__", kBinary},
    {"MP_BINARY_OP_XOR", "__xor__", kBinary},
    {"MP_BINARY_OP_AND", "__and__", kBinary},
    {"MP_BINARY_OP_LSHIFT", "__lshift__", kBinary},
    {"MP_BINARY_OP_RSHIFT", "__rshift__", kBinary},
    {"MP_BINARY_OP_ADD", "__add__", kBinary},
    {"MP_BINARY_OP_SUBTRACT", "__sub__", kBinary},
    {"MP_BINARY_OP_MULTIPLY", "__mul__", kBinary},
    {"MP_BINARY_OP_MAT_MULTIPLY", "__matmul__", kBinary},
    {"MP_BINARY_OP_FLOOR_DIVIDE", "__floordiv__", kBinary},
    {"MP_BINARY_OP_TRUE_DIVIDE", "__truediv__", kBinary},
    {"MP_BINARY_OP_MODULO", "__mod__", kBinary},
    {"MP_BINARY_OP_POWER", "__pow__", kBinary},
    {"MP_BINARY_OP_DIVMOD", "__divmod__", kBinary},
};

// The functions that `parameter` is handed to, this one first.
std::vector<std::pair<Place, std::string_view>> handlers(const Inference& inference, Place place,
                                                         std::string_view parameter) {
    std::vector<std::pair<Place, std::string_view>> all = {{place, parameter}};
    constexpr size_t kMost = 16;
    for (size_t n = 0; n < all.size() && all.size() < kMost; ++n) {
        auto [from, name] = all[n];
        for (const Inference::Handed& handed : inference.handed_on(from, name)) {
            bool known = handed.to.function == nullptr || handed.offset != 0 ||
                         handed.parameter.empty() ||
                         std::ranges::any_of(all, [&](const auto& other) {
                             return other.first.function == handed.to.function;
                         });
            if (!known) all.emplace_back(handed.to, handed.parameter);
        }
    }
    return all;
}

Member method(std::string_view name, std::string_view signature) {
    return {.kind = Member::function,
            .name = std::string(name),
            .signature = {{}, {}, std::string(signature)}};
}

// `case OP:`, `op == OP`
void add_operations(const Inference& inference, const Place& slot, std::vector<Member>& members) {
    if (slot.function->parameters.empty() || slot.function->parameters[0].empty()) return;
    std::set<std::string> added;
    auto add = [&](std::string name, std::string_view signature) {
        if (added.insert(name).second) members.push_back(method(name, signature));
    };
    for (auto [place, op] : handlers(inference, slot, slot.function->parameters[0])) {
        const Unit& unit = *place.unit;
        for (size_t i = place.function->body.first; i < place.function->body.end; ++i) {
            std::string_view name = unit.at(i).text;
            if (!name.starts_with("MP_UNARY_OP_") && !name.starts_with("MP_BINARY_OP_")) continue;
            bool label = unit.is(i - 1, "case") && unit.is(i + 1, ":");
            bool compared = (unit.is(i - 1, "==") || unit.is(i - 1, "!=")) && unit.is(i - 2, op);
            bool refused = unit.is(i + 2, "return") && unit.is(i + 3, "MP_OBJ_NULL");
            if ((!label && !compared) || (label && refused)) continue;
            for (std::string_view way : {"", "REVERSE_", "INPLACE_"}) {
                constexpr std::string_view kPrefix = "MP_BINARY_OP_";
                std::string plain(name);
                if (!way.empty()) {
                    if (!name.starts_with(std::string(kPrefix) + std::string(way))) continue;
                    plain.erase(kPrefix.size(), way.size());
                }
                const auto* row = std::ranges::find(kOperations, plain, &Operation::op);
                if (row == std::end(kOperations)) continue;
                std::string dunder(row->method);
                if (!way.empty()) dunder.insert(2, way == "REVERSE_" ? "r" : "i");
                add(dunder, row->signature);
            }
        }
    }
}

// fun(self, index, value): MP_OBJ_SENTINEL reads, MP_OBJ_NULL deletes, others store.
void add_subscript(const Inference& inference, const Place& place, std::vector<Member>& members) {
    const std::vector<std::string_view>& names = place.function->parameters;
    if (names.size() != 3 || names[1].empty() || names[2].empty()) return;
    const Unit& unit = *place.unit;
    bool stores = false, deletes = false;
    for (size_t i = place.function->body.first; i < place.function->body.end; ++i) {
        if (!unit.is(i, names[2]) || unit.is(i - 1, ".") || unit.is(i - 1, "->")) continue;
        bool compared = unit.is(i + 1, "==") || unit.is(i + 1, "!=");
        bool to_null = compared && unit.is(i + 2, "MP_OBJ_NULL");
        bool ignored = unit.is(i - 1, ")") && unit.is(i - 2, "void");
        stores |= !compared && !ignored;
        if (!to_null) continue;
        size_t then = i + 4 + (unit.is(i + 4, "{") ? 1 : 0);
        bool refuses = unit.is(then, "return") && unit.is(then + 1, "MP_OBJ_NULL");
        refuses |= unit.is_name(then) && unit.at(then).text.find("raise") != std::string_view::npos;
        deletes |= !refuses;
    }
    Parameter self{Parameter::self, "self"};
    Parameter index{Parameter::positional, "index", inference.taken(place, {names[1]})};
    Types read = inference.returned(place);
    // It also returns what it was asked to store, or None.
    if (std::ranges::find(read.names(), "None") != read.names().end()) read = Types(kAny);
    members.push_back(
        {.kind = Member::function, .name = "__getitem__", .signature = {{self, index}, read}});
    if (stores) {
        Types value = inference.taken(place, {names[2]});
        members.push_back(
            {.kind = Member::function,
             .name = "__setitem__",
             .signature = {{self, index, {Parameter::positional, "value", value}}, {"None"}}});
    }
    if (deletes)
        members.push_back({.kind = Member::function,
                           .name = "__delitem__",
                           .signature = {{self, index}, {"None"}}});
}

constexpr int64_t kIterIsIternext = 0x80;  // MP_TYPE_FLAG_ITER_IS_ITERNEXT; a stream's as well

void add_iteration(const Inference& inference, const Place& place, const TypeObject& type,
                   std::vector<Member>& members) {
    if ((type.flags & kIterIsIternext) == 0) {
        members.push_back(method("__iter__", "(self) -> Iterator[Any]"));
        return;
    }
    members.push_back(method("__iter__", "(self) -> Self"));
    Types result = place.function == nullptr ? Types(kAny) : inference.returned(place);
    members.push_back({.kind = Member::function,
                       .name = "__next__",
                       .signature = {{{Parameter::self, "self"}}, result}});
}

// ---- Attributes ----

// What an attr function does for one name.
struct Attribute {
    std::string name;
    bool read = false, written = false, unknown = false;
    Types type = {}, takes = {};
    std::string_view method = {};  // a function object
};

class AttributeReader {
  public:
    AttributeReader(const Inference& inference, const Unit& unit)
        : inference_(inference), unit_(unit) {}

    bool looks_up = false;  // names in some other way
    std::vector<Attribute> found;

    void read(const Place& place, int depth) {
        constexpr int kMostHelpers = 4;
        const std::vector<std::string_view>& names = place.function->parameters;
        if (depth > kMostHelpers || names.size() != 3 || names[1].empty() || names[2].empty()) {
            looks_up = true;
            return;
        }
        Range body = place.function->body;
        for (size_t i = body.first; i < body.end; ++i)
            if (unit_.is(i, names[1]) && !unit_.is(i - 1, ".") && !unit_.is(i - 1, "->"))
                mention(place, i, depth);
    }

  private:
    void mention(const Place& place, size_t i, int depth) {
        if (unit_.is(i - 1, ")") && unit_.is(i - 2, "void")) return;
        auto name_at = [&](size_t at) { return python_name(unit_.at(at).text); };
        bool right = unit_.is(i + 1, "==") || unit_.is(i + 1, "!=");
        bool left = unit_.is(i - 1, "==") || unit_.is(i - 1, "!=");
        auto name = right ? name_at(i + 2) : left ? name_at(i - 2) : std::nullopt;
        if (name) {
            if ((right ? unit_.at(i + 1) : unit_.at(i - 1)).is("!=")) return unknown(*name);
            Range block = block_of(place, i);
            // A second look at the name, in a block that the first is about.
            bool again =
                block.empty() && std::ranges::find(found, *name, &Attribute::name) != found.end();
            return again ? void() : region(place, *name, block);
        }
        if (unit_.is(i - 2, "switch") && unit_.is(i - 1, "(") && unit_.is(i + 1, ")") &&
            unit_.is(i + 2, "{"))
            return cases(place, {i + 3, unit_.behind(i + 2) - 1});
        auto [open, argument] = enclosing_call(unit_, i);
        Place called = open == 0 ? Place() : inference_.find(unit_.at(open - 1).text, &unit_);
        // Only of this source: its tokens are those that we read.
        if (called.function != nullptr && called.unit == &unit_ && argument == 1 &&
            called.function != place.function)
            return read(called, depth + 1);
        looks_up = true;
    }

    // What the condition around the token decides about.
    Range block_of(const Place& place, size_t i) const {
        size_t open = i;
        for (;;) {
            while (open > place.function->body.first && !unit_.is(open, "(")) {
                if (unit_.is(open, ";") || unit_.is(open, "{")) return {};
                --open;
            }
            if (open <= place.function->body.first) return {};
            if (unit_.is(open - 1, "if")) break;
            --open;
        }
        size_t then = unit_.behind(open);
        if (unit_.is(then, "{")) return {then, unit_.behind(then)};
        size_t end = then;
        while (end < place.function->body.end && !unit_.is(end, ";")) ++end;
        return {then, end + 1};
    }

    void cases(const Place& place, Range body) {
        std::vector<std::string> names;
        for (size_t i = body.first; i < body.end;) {
            if (!unit_.is(i, "case") && !unit_.is(i, "default")) {
                bool group = unit_.is(i, "(") || unit_.is(i, "{") || unit_.is(i, "[");
                i = group ? unit_.behind(i) : i + 1;
                continue;
            }
            if (unit_.is(i, "case"))
                if (auto name = python_name(unit_.at(i + 1).text)) names.push_back(*name);
            while (i < body.end && !unit_.is(i, ":")) ++i;
            size_t end = ++i;
            while (end < body.end && !unit_.is(end, "case") && !unit_.is(end, "default")) {
                bool group = unit_.is(end, "(") || unit_.is(end, "{") || unit_.is(end, "[");
                end = group ? unit_.behind(end) : end + 1;
            }
            if (end == i) continue;  // the next label's as well
            for (const std::string& name : names) region(place, name, {i, end});
            names.clear();
        }
    }

    Attribute& attribute(const std::string& name) {
        auto known = std::ranges::find(found, name, &Attribute::name);
        if (known != found.end()) return *known;
        return found.emplace_back(Attribute{name});
    }

    void unknown(const std::string& name) { attribute(name).unknown = true; }

    // dest[0] = ... loads, dest[1] is what to store.
    void region(const Place& place, const std::string& name, Range range) {
        Attribute& attribute = this->attribute(name);
        const std::vector<std::string_view>& names = place.function->parameters;
        std::string_view dest = names[2];
        bool seen = false;
        for (size_t i = range.first; i < range.end; ++i) {
            if (!unit_.is(i, dest) || unit_.is(i - 1, ".") || unit_.is(i - 1, "->")) continue;
            bool element = unit_.is(i + 1, "[") && unit_.is(i + 3, "]");
            if (!element) {
                attribute.unknown = true;
                continue;
            }
            bool first = unit_.is(i + 2, "0"), assigned = unit_.is(i + 4, "=");
            if (first && assigned) {
                size_t end = i + 5;
                while (end < range.end && !unit_.is(end, ";")) ++end;
                if (unit_.is(i + 5, "MP_OBJ_NULL")) {
                    continue;  // stored
                }
                seen = attribute.read = true;
                bool bound = unit_.is(end + 1, dest) && unit_.is(end + 3, "1") &&
                             unit_.is(end + 5, "=") && unit_.is(end + 6, names[0]);
                if (bound) attribute.method = unit_.last_name({i + 5, end});
                attribute.type.add(inference_.value(place, {i + 5, end}));
            } else if (!first && !assigned) {
                bool compared = unit_.is(i + 4, "==") || unit_.is(i + 4, "!=");
                if (compared && unit_.is(i + 5, "MP_OBJ_NULL")) continue;
                seen = attribute.written = true;
            }
        }
        if (attribute.written) attribute.takes.add(inference_.taken(place, {dest, 1}, range, 0));
        if (!seen) attribute.unknown = true;
    }

    const Inference& inference_;
    const Unit& unit_;
};

}  // namespace

std::vector<Member> members_of_slots(const Inference& inference, const Unit& unit,
                                     const TypeObject& type) {
    std::vector<Member> members;
    for (auto [slot, value] : type.slots) {
        Place place = inference.find(unit.last_name(value), &unit);
        if (slot == "iter") add_iteration(inference, place, type, members);
        if (slot == "buffer")
            members.push_back(method("__buffer__", "(self, flags: int, /) -> memoryview"));
        if (place.function == nullptr) {
            if (slot == "call")
                members.push_back(method("__call__", "(self, *args: Any, **kwargs: Any) -> Any"));
            if (slot == "subscr")
                members.push_back(method("__getitem__", "(self, index: Any, /) -> Any"));
            continue;
        }
        if (slot == "unary_op" || slot == "binary_op") add_operations(inference, place, members);
        if (slot == "subscr") add_subscript(inference, place, members);
        if (slot == "call")
            members.push_back({.kind = Member::function,
                               .name = "__call__",
                               .signature = signature_of_slot(inference, place)});
    }
    return members;
}

std::vector<Member> members_of_attr(const Inference& inference, const Unit& unit,
                                    const TypeObject& type) {
    std::vector<Member> members;
    auto slot = type.slots.find("attr");
    if (slot == type.slots.end()) return members;
    std::string_view name = unit.last_name(slot->second);
    Place place = inference.find(name, &unit);
    AttributeReader reader(inference, place.unit == nullptr ? unit : *place.unit);
    if (place.function != nullptr)
        reader.read(place, 0);
    else
        reader.looks_up = name != "mp_obj_exception_attr";
    for (const Attribute& attribute : reader.found) {
        Member member{.kind = Member::variable, .name = attribute.name};
        if (auto object = unit.function_objects.find(attribute.method);
            object != unit.function_objects.end()) {
            member.kind = Member::function;
            member.signature = signature_of(inference, unit, object->second, Bound::to_object);
        } else if (attribute.read && !attribute.unknown) {
            member.kind = Member::property;
            member.type = attribute.type;
            member.writable = attribute.written;
            member.written = attribute.takes;
        }
        members.push_back(std::move(member));
    }
    if (reader.looks_up) members.push_back(method("__getattr__", "(self, name: str, /) -> Any"));
    return members;
}

}  // namespace natmod::stubs
