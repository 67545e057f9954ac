// SPDX-License-Identifier: MIT
// Reads what C headers and sources declare at file scope. No preprocessor runs, so this sees the
// names under every #if, and every macro.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace natmod::source {

enum class NameKind { macro, inline_function, declared };

struct DeclaredName {
    std::string name;
    NameKind kind = NameKind::declared;
};

// Of a header: its macros, then the functions and objects, each in the header's order. Types are
// left out. `declare(NAME)` in a list of types declares mp_type_NAME, and MP_DECLARE_X(NAME) NAME.
std::vector<DeclaredName> declared_names(std::string_view header);

// The functions and objects that a source may define for others, under whatever #if; names that its
// own macros make among them.
std::vector<std::string> defined_names(std::string_view source);

// The functions that a source defines for others, but not those that only compilers call, whose
// names begin with an underscore or are capitals.
std::vector<std::string> defined_functions(std::string_view source);

}  // namespace natmod::source
