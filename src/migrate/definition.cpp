// SPDX-License-Identifier: MIT
#include "migrate/definition.h"

#include <fmt/format.h>
#include <algorithm>

namespace natmod::migrate {
namespace {

// Members of mp_obj_type_t before 1.20, which has slots.
struct OldMember {
    std::string_view name, slot;
};
constexpr OldMember kOldMembers[] = {{"make_new", "make_new"},
                                     {"print", "print"},
                                     {"call", "call"},
                                     {"unary_op", "unary_op"},
                                     {"binary_op", "binary_op"},
                                     {"attr", "attr"},
                                     {"subscr", "subscr"},
                                     {"getiter", "iter"},
                                     {"protocol", "protocol"},
                                     {"parent", "parent"},
                                     {"locals_dict", "locals_dict"}};

struct Statement {
    std::string object;  // the object that it fills
    Part part;
    bool constant = true;
};

std::string constant_text(source::Code value, const Names& names, bool& constant) {
    constant = constant && is_constant(value, names);
    source::Code inner = strip_casts(value);
    if (!inner.empty() && (inner[0].is("&") || inner.size() == 1)) value = inner;
    return std::string(source::source_of(value));
}

// `&x` or `x` or a cast of them: the object's name.
std::string pointed_object(source::Code pointer) {
    pointer = strip_casts(pointer);
    if (pointer.size() == 2 && pointer[0].is("&")) return std::string(pointer[1].text);
    return {};
}

// `{ KEY , VALUE }` with a cast or without it.
bool read_pair(source::Code value, const Names& names, Statement& statement) {
    if (!value.empty() && value[0].is("(")) {
        size_t close = source::find_closing(value, 0);
        if (close + 1 < value.size() && value[close + 1].is("{")) value = value.subspan(close + 1);
    }
    if (value.size() < 3 || !value[0].is("{") ||
        source::find_closing(value, 0) != value.size() - 1) {
        return false;
    }
    std::vector<source::Code> pair = source::split_arguments(value.subspan(1, value.size() - 2));
    if (pair.size() == 3 && pair[2].empty()) pair.pop_back();
    if (pair.size() != 2) return false;
    std::optional<std::string> key = rom_value(pair[0], names);
    std::optional<std::string> mapped = rom_value(pair[1], names);
    statement.part.what = "pair";
    statement.part.value = key.value_or("");
    statement.part.second = mapped.value_or("");
    statement.constant = key.has_value() && mapped.has_value();
    return true;
}

// The statement `OBJECT ... = VALUE ;`, or nothing.
std::optional<Statement> read_assignment(source::Code code, const Names& names) {
    size_t equal = 0;
    while (equal < code.size() && !code[equal].is("=")) ++equal;
    if (equal + 2 > code.size() || code[0].kind != source::RawKind::word) return std::nullopt;
    source::Code target = code.first(equal);
    source::Code value = code.subspan(equal + 1, code.size() - equal - 2);
    Statement statement;
    statement.object = target[0].text;
    Part& part = statement.part;
    if (matches(target, "_ [ _ ]")) {
        part.field = target[2].text;
        if (!read_pair(value, names, statement)) return std::nullopt;
        if (target[2].kind != source::RawKind::number) statement.constant = false;
        return statement;
    }
    if (matches(target, "_ [ _ ] . key") || matches(target, "_ [ _ ] . value")) {
        std::optional<std::string> object = rom_value(value, names);
        part.what = target.back().text;
        part.field = target[2].text;
        part.value = object.value_or("");
        statement.constant = object.has_value() && target[2].kind == source::RawKind::number;
        return statement;
    }
    if (matches(target, "_ . base . type")) {
        part.what = "base";
        part.value = constant_text(value, names, statement.constant);
        return statement;
    }
    if (matches(target, "_ . fun . _")) {
        part.what = "fun";
        part.field = target.back().text;
        part.value = constant_text(value, names, statement.constant);
        return statement;
    }
    if (matches(target, "_ . buffer_p . get_buffer")) {
        part = {"slot", "buffer", constant_text(value, names, statement.constant), {}, 0};
        return statement;
    }
    if (!matches(target, "_ . _")) return std::nullopt;
    part.what = target.back().text;
    for (const OldMember& member : kOldMembers) {
        if (!target.back().is(member.name)) continue;
        part.what = "slot";
        part.field = member.slot;
    }
    std::vector<source::Code> signature;
    if (part.what == "sig" && source::is_call(value, "MP_OBJ_FUN_MAKE_SIG", signature) &&
        signature.size() == 3) {
        part.field = source::source_of(signature[2]);
        part.value = source::source_of(signature[0]);
        part.second = source::source_of(signature[1]);
        return statement;
    }
    part.value = part.what == "name" || part.what == "flags"
                     ? std::string(source::source_of(value))
                     : constant_text(value, names, statement.constant);
    return statement;
}

std::optional<Statement> read_statement(const Element& element, const Names& names) {
    if (element.kind != Element::statement || element.compound || element.code.size() < 4) {
        return std::nullopt;
    }
    source::Code code = element.code;
    source::Code call = code.first(code.size() - 1);
    std::vector<source::Code> arguments;
    Statement statement;
    if (source::is_call(call, "MP_OBJ_TYPE_SET_SLOT", arguments) && arguments.size() == 4) {
        statement.object = pointed_object(arguments[0]);
        statement.part = {"slot",
                          std::string(source::source_of(arguments[1])),
                          constant_text(arguments[2], names, statement.constant),
                          {},
                          0};
        return statement;
    }
    if (source::is_call(call, "mp_obj_exception_init", arguments) && arguments.size() == 3) {
        statement.object = pointed_object(arguments[0]);
        statement.part = {"exception",
                          {},
                          std::string(source::source_of(arguments[1])),
                          constant_text(arguments[2], names, statement.constant),
                          0};
        return statement;
    }
    return read_assignment(code, names);
}

// Where the object is written, other than by a statement that read_statement understands.
bool writes(source::Code code, std::string_view name) {
    for (size_t i = 0; i + 1 < code.size(); ++i) {
        if (!code[i].is(name)) continue;
        if (code[i + 1].is(".") || code[i + 1].is("[") || code[i + 1].is("=")) return true;
        if (i > 1 && code[i - 1].is("&") && code[i - 2].is("(") && i > 2 &&
            (code[i - 3].is("MP_OBJ_TYPE_SET_SLOT") || code[i - 3].is("mp_obj_exception_init"))) {
            return true;
        }
    }
    return false;
}

size_t count_parts(const Definition& definition, std::string_view what, std::string_view field) {
    return static_cast<size_t>(
        std::count_if(definition.parts.begin(), definition.parts.end(),
                      [&](const Part& part) { return part.what == what && part.field == field; }));
}

std::string check_type(const Definition& definition) {
    const Part* exception = find_part(definition, "exception");
    if (exception != nullptr) {
        return definition.parts.size() == 1 ? "" : "it is an exception and has slots of its own";
    }
    if (find_part(definition, "name") == nullptr) return "it gets no name";
    for (const Part& part : definition.parts) {
        if (part.what != "base" && part.what != "name" && part.what != "flags" &&
            part.what != "slot") {
            return fmt::format("member {} is unknown", part.what);
        }
        if (count_parts(definition, part.what, part.field) > 1) {
            return fmt::format("{} is set twice", part.field.empty() ? part.what : part.field);
        }
    }
    const Part* base = find_part(definition, "base");
    if (base != nullptr && base->value != "&mp_type_type") return "it has a metaclass";
    return "";
}

std::string check_table(const Definition& definition) {
    for (const Part& part : definition.parts) {
        if (part.what != "pair" && part.what != "key" && part.what != "value") {
            return "it is filled in an unknown way";
        }
        if (part.field.size() > 6 ||
            part.field.find_first_not_of("0123456789") != std::string::npos) {
            return fmt::format("its index {} is no plain number", part.field);
        }
        if (count_parts(definition, part.what, part.field) > 1) return "an entry is set twice";
        if (part.what != "pair" &&
            count_parts(definition, part.what == "key" ? "value" : "key", part.field) != 1) {
            return "an entry is set in part only";
        }
    }
    return "";
}

std::string check_function(const Definition& definition) {
    const Part* fun = find_part(definition, "fun");
    if (fun == nullptr) return "it gets no function";
    for (const Part& part : definition.parts) {
        if (part.what != "base" && part.what != "fun" && part.what != "sig") {
            return fmt::format("member {} is unknown", part.what);
        }
        if (count_parts(definition, part.what, part.field) > 1) return "a member is set twice";
    }
    bool variable = fun->field == "var" || fun->field == "kw";
    if (variable != (find_part(definition, "sig") != nullptr)) return "its signature is unclear";
    return "";
}

std::string check(const Definition& definition, const std::vector<Element>& body) {
    if (definition.declaration.is_extern) return "it is defined in another file";
    for (const Part& part : definition.parts) {
        if (body[part.element].conditions != body[definition.parts[0].element].conditions) {
            return "some of it is under #if";
        }
    }
    switch (definition.declaration.kind) {
        case Declaration::type:
            return check_type(definition);
        case Declaration::table:
            return check_table(definition);
        default:
            return check_function(definition);
    }
}

}  // namespace

const Part* find_part(const Definition& definition, std::string_view what, std::string_view field) {
    for (const Part& part : definition.parts) {
        if (part.what == what && (field.empty() || part.field == field)) return &part;
    }
    return nullptr;
}

std::vector<Definition> find_definitions(const std::vector<Declaration>& declarations,
                                         const std::vector<Element>& body, const Names& names) {
    std::vector<Definition> definitions;
    for (const Declaration& declaration : declarations) {
        if (declaration.kind == Declaration::dict) continue;
        auto same = std::find_if(definitions.begin(), definitions.end(), [&](const Definition& d) {
            return d.declaration.name == declaration.name;
        });
        if (same == definitions.end()) {
            definitions.push_back({declaration, {}, {}, 0});
        } else if (!declaration.is_extern) {
            same->declaration = declaration;
        }
    }
    for (Definition& definition : definitions) {
        const std::string& name = definition.declaration.name;
        auto give_up = [&](std::string why, uint32_t line) {
            if (!definition.problem.empty()) return;
            definition.problem = std::move(why);
            definition.problem_line = line;
        };
        for (size_t i = 0; i < body.size(); ++i) {
            if (body[i].kind != Element::statement || !source::mentions(body[i].code, name))
                continue;
            std::optional<Statement> statement = read_statement(body[i], names);
            if (statement && statement->object == name && !body[i].split_by_directive) {
                statement->part.element = i;
                definition.parts.push_back(statement->part);
                if (!statement->constant) give_up("a value is no constant", body[i].line);
            } else if (writes(body[i].code, name)) {
                give_up("it is filled in a way that is not understood", body[i].line);
            }
        }
        if (definition.parts.empty()) continue;
        std::string problem = check(definition, body);
        if (!problem.empty()) give_up(problem, body[definition.parts[0].element].line);
    }
    std::erase_if(definitions, [](const Definition& definition) {
        return definition.parts.empty() && definition.problem.empty();
    });
    return definitions;
}

}  // namespace natmod::migrate
