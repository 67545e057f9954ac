// SPDX-License-Identifier: MIT
// The tokens of preprocessed C and C++: what the compiler's -E prints. Comments are gone and
// macros expanded; line markers say where each token comes from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::source {

enum class TokenKind : uint8_t { identifier, number, string, character, punctuator };

struct Token {
    std::string_view text;  // in the text given to tokenize(); strings with quotes and prefix
    uint32_t line = 0;      // as the line markers say, from 1
    uint16_t file = 0;      // index into Tokens::files
    TokenKind kind = TokenKind::punctuator;
    bool spaced = false;  // white space before it

    bool is(std::string_view other) const { return text == other; }
};

struct Tokens {
    std::vector<Token> list;
    // Of each ( [ {, the index behind the bracket that closes it; 0 if there is none.
    std::vector<uint32_t> behind_group;
    std::vector<std::string> files;  // names as the compiler printed them
};

// One pass over `text`, which must outlive the result. `# LINE "FILE"` and `#line` set the
// position; other lines that start with # (pragmas) are skipped. Accepts anything: the compiler has
// read it already, or will, and complains better.
Tokens tokenize(std::string_view text);

// The tokens as text again, one space where there was white space.
std::string join(const Token* first, const Token* last);

}  // namespace natmod::source
