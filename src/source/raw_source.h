// SPDX-License-Identifier: MIT
// A C source as its author wrote it, comments and directives included, as tokens that know their
// places: migrate edits byte ranges and leaves every other byte as it is.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::source {

enum class RawKind : uint8_t { word, number, string, character, punctuator, comment, directive };

struct RawToken {
    std::string_view text;  // a directive: its whole logical line without the newline
    size_t begin = 0;       // byte offset in the source
    uint32_t line = 1;
    RawKind kind = RawKind::punctuator;

    size_t end() const { return begin + text.size(); }
    bool is(std::string_view other) const { return text == other; }
    bool is_code() const { return kind != RawKind::comment && kind != RawKind::directive; }
};

using Code = std::span<const RawToken>;

// All tokens of `text`, which must outlive them. Accepts anything.
std::vector<RawToken> tokenize_raw(std::string_view text);

// Index of the bracket that closes the one at `open`, or the size if there is none. Comments and
// directives may stand between.
size_t find_closing(Code tokens, size_t open);

// The source between the first and the last token, with its white space.
std::string_view source_of(Code tokens);

// The tokens between commas that are in no bracket. Nothing for nothing.
std::vector<Code> split_arguments(Code tokens);

// Whether the words and punctuators of `tokens` are those of `pattern`, written with spaces; `_`
// in it is any one token.
bool matches(Code tokens, std::string_view pattern);

// If `tokens` are `NAME ( ARGUMENTS )` and nothing else, sets the arguments.
bool is_call(Code tokens, std::string_view name, std::vector<Code>& arguments);

bool mentions(Code tokens, std::string_view word);

}  // namespace natmod::source
