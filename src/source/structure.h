// SPDX-License-Identifier: MIT
// The outline of a translation unit: which tokens are a declaration, and which are a function's
// body. There is no grammar: brackets, and a handful of keywords before a brace, tell what it
// opens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "source/tokens.h"

namespace natmod::source {

// Where a token stands.
struct Context {
    bool in_function = false;
    // In the initialiser (or anywhere else in the declaration) of a variable that lives as long as
    // the module, where C asks for constants.
    bool is_static = false;
};

struct Outline {
    // Called for every token, in order.
    std::function<void(size_t i, const Token& token, const Context& context)> on_token;
    // A declaration outside of functions, tokens [first, end); `value` is the `=`, or the `{` of a
    // C++ initialiser, or `end` if there is none.
    std::function<void(size_t first, size_t value, size_t end)> on_declaration;
    // A function's body starts; the name is empty if none was found.
    std::function<void(std::string_view name, size_t open)> on_function;
};

void walk(const Tokens& tokens, const Outline& outline);

// The index after the bracket that closes the one at `open`, or the end. `open` may be any of
// ( [ {.
size_t skip_group(const Tokens& tokens, size_t open, size_t end);

// Tokens [first, end).
struct Range {
    size_t first = 0;
    size_t end = 0;
    bool empty() const { return first >= end; }
};

// Where the range's first comma is that stands in no bracket, or its end.
size_t end_of_part(const Tokens& tokens, Range range);

// The parts of a range between such commas; `most` at most, the last of which has all the rest.
// Nothing for nothing.
std::vector<Range> split(const Tokens& tokens, Range range, size_t most = SIZE_MAX);

// Without the parentheses around all of it.
Range strip_parentheses(const Tokens& tokens, Range range);

}  // namespace natmod::source
