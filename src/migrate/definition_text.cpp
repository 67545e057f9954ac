// SPDX-License-Identifier: MIT
// The text of the static definitions.

#include <fmt/format.h>
#include <algorithm>

#include "migrate/definition.h"

namespace natmod::migrate {
namespace {

// The comments of the statement that a part comes from.
std::string above(const Element& element, std::string_view indent) {
    std::string text;
    for (const source::RawToken& comment : element.above)
        if (comment.kind == source::RawKind::comment)
            text += fmt::format("{}{}\n", indent, comment.text);
    return text;
}

std::string behind(const Element& element) {
    return element.behind.empty() ? "" : fmt::format("  {}", element.behind);
}

std::string type_text(const Definition& definition, const std::vector<Element>& body) {
    const std::string& name = definition.declaration.name;
    std::string_view indent = "    ";
    if (const Part* exception = find_part(definition, "exception")) {
        const Element& element = body[exception->element];
        return above(element, "") +
               fmt::format(
                   "{}MP_DEFINE_CONST_OBJ_TYPE(\n    {},\n    {},\n    MP_TYPE_FLAG_NONE,\n"
                   "    make_new, mp_obj_exception_make_new,\n"
                   "    print, mp_obj_exception_print,\n    attr, mp_obj_exception_attr,\n"
                   "    parent, {}\n    );{}",
                   definition.declaration.is_static ? "static " : "", name, exception->value,
                   exception->second, behind(element));
    }
    // What stands above the first statement is about the type.
    std::string text = above(body[definition.parts[0].element], "");
    text += fmt::format("{}MP_DEFINE_CONST_OBJ_TYPE(\n{}{},\n",
                        definition.declaration.is_static ? "static " : "", indent, name);
    size_t slots =
        static_cast<size_t>(std::count_if(definition.parts.begin(), definition.parts.end(),
                                          [](const Part& part) { return part.what == "slot"; }));
    auto add = [&](const Part* part, const std::string& line, bool last) {
        if (part != nullptr && part->element != definition.parts[0].element) {
            text += above(body[part->element], indent);
        }
        text += fmt::format("{}{}{}{}\n", indent, line, last ? "" : ",",
                            part != nullptr ? behind(body[part->element]) : "");
    };
    const Part* type_name = find_part(definition, "name");
    const Part* flags = find_part(definition, "flags");
    add(type_name, type_name->value, false);
    add(flags, flags != nullptr && flags->value != "0" ? flags->value : "MP_TYPE_FLAG_NONE",
        slots == 0);
    for (const Part& part : definition.parts) {
        if (part.what == "slot") {
            add(&part, fmt::format("{}, {}", part.field, part.value), --slots == 0);
        }
    }
    return text + indent.data() + ");";
}

// Entries that nothing is assigned to are left out: no lookup finds them.
std::string table_text(const Definition& definition, const std::vector<Element>& body) {
    std::string text =
        fmt::format("static const mp_rom_map_elem_t {}[] = {{\n", definition.declaration.name);
    std::map<unsigned long, const Part*> entries;
    for (const Part& part : definition.parts) {
        if (part.what != "value") entries[std::stoul(part.field, nullptr, 0)] = &part;
    }
    for (const auto& [index, first] : entries) {
        const Part* value =
            first->what == "pair" ? first : find_part(definition, "value", first->field);
        text += above(body[first->element], "    ");
        text += fmt::format("    {{ {}, {} }},{}\n", first->value,
                            first == value ? value->second : value->value,
                            behind(body[value->element]));
    }
    return text + "};";
}

std::string function_text(const Definition& definition, const std::vector<Element>& body) {
    const Part& fun = *find_part(definition, "fun");
    const std::string& name = definition.declaration.name;
    std::string text;
    for (const Part& part : definition.parts) text += above(body[part.element], "");
    if (definition.declaration.is_static) text += "static ";
    const Part* signature = find_part(definition, "sig");
    if (signature == nullptr) {
        return text + fmt::format("MP_DEFINE_CONST_FUN_OBJ_{}({}, {});", fun.field.substr(1), name,
                                  fun.value);
    }
    if (fun.field == "kw" || signature->field == "true" || signature->field == "1") {
        return text + fmt::format("MP_DEFINE_CONST_FUN_OBJ_KW({}, {}, {});", name, signature->value,
                                  fun.value);
    }
    if (signature->second == "MP_OBJ_FUN_ARGS_MAX") {
        return text + fmt::format("MP_DEFINE_CONST_FUN_OBJ_VAR({}, {}, {});", name,
                                  signature->value, fun.value);
    }
    return text + fmt::format("MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN({}, {}, {}, {});", name,
                              signature->value, signature->second, fun.value);
}

}  // namespace

std::string definition_text(const Definition& definition, const std::vector<Element>& body) {
    switch (definition.declaration.kind) {
        case Declaration::type:
            return type_text(definition, body);
        case Declaration::table:
            return table_text(definition, body);
        default:
            return function_text(definition, body);
    }
}

std::vector<std::string> references(const Definition& definition) {
    std::vector<std::string> words;
    for (const Part& part : definition.parts) {
        for (const std::string* text : {&part.value, &part.second}) {
            source::RawToken token;
            for (source::RawReader reader(*text); reader.next(token);) {
                if (token.kind == source::RawKind::word) words.emplace_back(token.text);
            }
        }
    }
    return words;
}

}  // namespace natmod::migrate
