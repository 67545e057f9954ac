// SPDX-License-Identifier: MIT
// What the names in mpy_init stand for.

#include "migrate/static_module.h"

namespace natmod::migrate {

std::map<std::string, std::string, std::less<>> made_functions(const Entry& entry,
                                                               source::Code code) {
    std::map<std::string, std::string, std::less<>> made;
    for (const Element& element : entry.body) {
        for (size_t i = 0; i + 3 < element.code.size(); ++i) {
            if (!element.code[i].is("MP_DYNRUNTIME_MAKE_FUNCTION") ||
                !element.code[i + 3].is(")")) {
                continue;
            }
            std::string function(element.code[i + 2].text);
            std::string object = function + "_obj";
            while (source::mentions(code, object)) object += "_";
            made[function] = object;
        }
    }
    return made;
}

std::set<std::string, std::less<>> local_names(const Entry& entry) {
    std::set<std::string, std::less<>> names(entry.parameters.begin(), entry.parameters.end());
    for (const Element& element : entry.body) {
        source::Code code = element.code;
        bool declares = code.size() > 2 && code[0].kind == source::RawKind::word &&
                        (code[1].kind == source::RawKind::word || code[1].is("*")) &&
                        !code[0].is("return") && !code[0].is("goto") && !element.compound;
        for (size_t i = 1; declares && i + 1 < code.size(); ++i) {
            if (code[i].is("(") || code[i].is("{")) i = source::find_closing(code, i);
            if (i + 1 >= code.size()) break;
            const source::RawToken& next = code[i + 1];
            if (code[i].kind == source::RawKind::word &&
                (code[i - 1].kind == source::RawKind::word || code[i - 1].is("*") ||
                 code[i - 1].is(",")) &&
                (next.is("=") || next.is(";") || next.is(",") || next.is("["))) {
                names.emplace(code[i].text);
            }
        }
    }
    return names;
}

}  // namespace natmod::migrate
