// SPDX-License-Identifier: MIT
// Takes the body of a hand-written mpy_init apart into statements, directives and comments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "source/raw_source.h"

namespace natmod::migrate {

struct Element {
    enum Kind { statement, directive, comment };
    Kind kind = statement;
    source::Code code;        // a statement's tokens without comments
    source::Code above;       // the comments before a statement, and directives
    std::string_view behind;  // the comment after it in the same line
    std::string_view text;    // all of it, inner comments included
    uint32_t line = 0;
    bool blank_before = false;                 // an empty line stands before it
    bool compound = false;                     // if, for, a block: not a simple statement
    bool split_by_directive = false;           // #if inside the statement
    std::vector<std::string_view> conditions;  // the #if, #else lines that it stands under
};

struct Entry {
    size_t begin = 0, end = 0;  // byte range of the whole function
    uint32_t line = 0;
    std::vector<std::string> parameters;
    std::vector<Element> body;
};

// The definition of mpy_init in a file, whose tokens it refers to. Nothing if there is none, or one
// with far more statements, or conditions in each other, than any has.
std::optional<Entry> find_entry(const source::SplitSource& source, std::string_view text);

enum class Condition { none, opens, alternates, closes };
// What a directive does to the stack of conditions.
Condition condition_of(std::string_view directive);

}  // namespace natmod::migrate
