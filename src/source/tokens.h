// SPDX-License-Identifier: MIT
// The tokens of preprocessed C and C++: what the compiler's -E prints. Comments are gone and
// macros expanded; line markers say where each token comes from.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::source {

enum class TokenKind : uint8_t { identifier, number, string, character, punctuator };

struct Token {
    std::string_view text;  // in the text given to tokenize(); strings with quotes and prefix
    TokenKind kind = TokenKind::punctuator;
    bool spaced = false;  // white space before it

    bool is(std::string_view other) const { return text == other; }
};

// Tokens by their number, 8 bytes for each. Where one is costs a search: ask for few.
class Tokens {
  public:
    size_t size() const { return size_; }
    Token operator[](size_t i) const {
        Packed token = at(i);
        bool opens = token.kind == kOpens;
        return {{text_.data() + token.offset, opens ? size_t{1} : token.value},
                opens ? TokenKind::punctuator : static_cast<TokenKind>(token.kind),
                token.spaced};
    }
    // Of a ( [ {, the index behind the bracket that closes it; 0 if there is none.
    size_t behind_group(size_t open) const { return at(open).kind == kOpens ? at(open).value : 0; }
    // As the line markers say. The name is cut to PATH_MAX bytes; lines count from 1.
    std::string file(size_t i) const;
    uint32_t line(size_t i) const;

  protected:
    static constexpr uint32_t kOpens = 7;  // a kind: the punctuators ( [ {
    struct Packed {
        uint32_t offset;      // of the text
        uint32_t value : 28;  // length of the text; kOpens: what behind_group() returns
        uint32_t kind : 3;
        bool spaced : 1;
    };
    static_assert(sizeof(Packed) == 8);
    // A place whose line is known. There is one at least every kFarthest bytes of tokens, so that
    // no line is far to count.
    static constexpr uint32_t kFarthest = 1024;
    struct Mark {
        uint32_t offset, line;
        uint32_t name;  // offset of the file name's opening quote in its marker, or kNoName
    };
    static constexpr uint32_t kNoName = UINT32_MAX;

    // They are in blocks, which stay where they are: a vector that grows has its content twice.
    static constexpr size_t kBlock = 4096;
    using Block = std::array<Packed, kBlock>;

    const Packed& at(size_t i) const { return (*blocks_[i / kBlock])[i % kBlock]; }
    Packed& at(size_t i) { return (*blocks_[i / kBlock])[i % kBlock]; }
    const Mark& mark_before(size_t i) const;

    std::string_view text_;
    std::vector<std::unique_ptr<Block>> blocks_;
    size_t size_ = 0;
    std::deque<Mark> marks_;
};

// One pass over `text`, which must outlive the result. `# LINE "FILE"` and `#line` set the
// position; other lines that start with # (pragmas) are skipped. Accepts anything: the compiler has
// read it already, or will, and complains better. But throws Error for 256 MB or more.
Tokens tokenize(std::string_view text);

// Tokens [first, end) as text again, one space where there was white space.
std::string join(const Tokens& tokens, size_t first, size_t end);

}  // namespace natmod::source
