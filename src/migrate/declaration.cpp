// SPDX-License-Identifier: MIT
// Finds the declarations of objects that mpy_init may fill.

#include <algorithm>

#include "migrate/definition.h"

namespace natmod::migrate {
namespace {

using source::LineCounter;

struct TypeName {
    std::string_view name;
    Declaration::Kind kind;
};
constexpr TypeName kTypeNames[] = {{"mp_obj_full_type_t", Declaration::type},
                                   {"mp_obj_type_t", Declaration::type},
                                   {"mp_map_elem_t", Declaration::table},
                                   {"mp_rom_map_elem_t", Declaration::table},
                                   {"mp_obj_fun_builtin_fixed_t", Declaration::function},
                                   {"mp_obj_fun_builtin_var_t", Declaration::function}};

// The declarations of `code[first] ... ;` where `code[type]` is the type's name.
void read_names(source::Code code, size_t first, size_t type, Declaration::Kind kind, size_t most,
                LineCounter& lines, std::vector<Declaration>& declarations) {
    size_t semicolon = type;
    while (semicolon < code.size() && !code[semicolon].is(";")) ++semicolon;
    if (semicolon >= code.size()) return;
    source::Code rest = code.subspan(type + 1, semicolon - type - 1);
    std::vector<Declaration> found;
    bool alone = source::end_of_argument(rest) == rest.size();
    while (!rest.empty()) {
        source::Code name = rest.first(source::end_of_argument(rest));
        rest = rest.subspan(std::min(name.size() + 1, rest.size()));
        if (declarations.size() + found.size() > most) return;
        Declaration declaration;
        bool array = name.size() == 4 && name[1].is("[") && name[3].is("]");
        if (name.empty() || name[0].kind != source::RawKind::word) return;
        if (kind == Declaration::table ? !array : name.size() != 1) return;
        declaration.kind = kind;
        declaration.name = name[0].text;
        if (array) declaration.size = name[2].text;
        declaration.alone = alone;
        declaration.begin = code[first].begin;
        declaration.end = code[semicolon].end();
        declaration.type_begin = code[first].begin;
        declaration.type_end = code[type].end();
        declaration.line = lines.line(code[first].begin);
        declaration.is_static = source::mentions(code.subspan(first, type - first), "static");
        declaration.is_extern = source::mentions(code.subspan(first, type - first), "extern");
        if (source::mentions(code.subspan(first, type - first), "const")) return;
        found.push_back(std::move(declaration));
    }
    declarations.insert(declarations.end(), found.begin(), found.end());
}

}  // namespace

std::vector<Declaration> find_declarations(source::Code code, std::string_view text) {
    size_t most = 200 + text.size() / 256;  // far more than any source has
    LineCounter lines(text);
    std::vector<Declaration> declarations;
    size_t first = 0;  // of the declaration that `i` is in
    for (size_t i = 0; i < code.size() && declarations.size() <= most; ++i) {
        if (code[i].is(";") || code[i].is("}")) {
            first = i + 1;
        } else if (code[i].is("{")) {
            if (i > 0 && code[i - 1].kind == source::RawKind::string) {  // extern "C" {
                first = i + 1;
                continue;
            }
            i = source::find_closing(code, i);
            if (i + 1 < code.size() && !code[i + 1].is(";")) first = i + 1;
        } else if (code[i].is("(") || code[i].is("[")) {
            i = source::find_closing(code, i);
        } else if (code[i].is("MP_DEFINE_CONST_DICT") && i + 6 < code.size() &&
                   matches(code.subspan(i + 1, 6), "( _ , _ ) ;")) {
            Declaration dict;
            dict.kind = Declaration::dict;
            dict.name = code[i + 2].text;
            dict.of = code[i + 4].text;
            dict.is_static = source::mentions(code.subspan(first, i - first), "static");
            dict.begin = dict.type_begin = code[first].begin;
            dict.end = code[i + 6].end();
            dict.type_end = code[i].end();
            dict.line = lines.line(code[i].begin);
            declarations.push_back(std::move(dict));
        } else {
            for (const TypeName& type : kTypeNames) {
                if (code[i].is(type.name))
                    read_names(code, first, i, type.kind, most, lines, declarations);
            }
        }
    }
    return declarations;
}

}  // namespace natmod::migrate
