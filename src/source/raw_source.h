// SPDX-License-Identifier: MIT
// A C source as its author wrote it, comments and directives included, as tokens that know their
// places: migrate edits byte ranges and leaves every other byte as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::source {

enum class RawKind : uint8_t { word, number, string, character, punctuator, comment, directive };

struct RawToken {
    std::string_view text;  // a directive: its whole logical line without the newline
    size_t begin = 0;       // byte offset in the source
    RawKind kind = RawKind::punctuator;

    size_t end() const { return begin + text.size(); }
    bool is(std::string_view other) const { return text == other; }
    bool is_code() const { return kind != RawKind::comment && kind != RawKind::directive; }
};

// The tokens of a text one after the other, which takes no memory. Accepts anything.
class RawReader {
  public:
    explicit RawReader(std::string_view text) : text_(text) {}
    // False at the end.
    bool next(RawToken& token);

  private:
    std::string_view text_;
    size_t at_ = 0;
    bool line_start_ = true;
};

// Tokens by their number, 8 bytes for each.
class RawTokens {
  public:
    RawTokens() = default;
    explicit RawTokens(std::string_view text);  // none yet

    size_t size() const { return list_.size(); }
    bool empty() const { return list_.empty(); }
    RawToken operator[](size_t i) const {
        const Packed& token = list_[i];
        return {{text_.data() + token.begin, token.size},
                token.begin,
                static_cast<RawKind>(token.kind)};
    }
    // One of the text.
    void push_back(const RawToken& token);

  private:
    struct Packed {
        uint32_t begin;
        uint32_t size : 28;
        uint32_t kind : 4;
    };
    static_assert(sizeof(Packed) == 8);

    std::string_view text_;
    std::deque<Packed> list_;
};

// Some of them, which stay where they are.
class Code {
  public:
    class Iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = RawToken;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = RawToken;

        Iterator() = default;
        Iterator(const RawTokens* tokens, size_t at) : tokens_(tokens), at_(at) {}
        RawToken operator*() const { return (*tokens_)[at_]; }
        Iterator& operator++() { return ++at_, *this; }
        Iterator operator++(int) { return {tokens_, at_++}; }
        bool operator==(const Iterator&) const = default;

      private:
        const RawTokens* tokens_ = nullptr;
        size_t at_ = 0;
    };

    Code() = default;
    Code(const RawTokens& tokens) : tokens_(&tokens), size_(tokens.size()) {}

    size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    RawToken operator[](size_t i) const { return (*tokens_)[first_ + i]; }
    RawToken front() const { return (*this)[0]; }
    RawToken back() const { return (*this)[size_ - 1]; }
    Iterator begin() const { return {tokens_, first_}; }
    Iterator end() const { return {tokens_, first_ + size_}; }
    Code first(size_t count) const { return subspan(0, count); }
    Code subspan(size_t begin) const { return subspan(begin, size_ - begin); }
    Code subspan(size_t begin, size_t count) const {
        Code part = *this;
        part.first_ += begin;
        part.size_ = count;
        return part;
    }

  private:
    const RawTokens* tokens_ = nullptr;
    size_t first_ = 0, size_ = 0;
};

// All tokens of `text`, which must outlive them. Throws Error for 256 MB or more.
RawTokens tokenize_raw(std::string_view text);

// Those that are code, without comments and directives.
RawTokens tokenize_code(std::string_view text);

// Both, apart, in the memory of one list.
struct SplitSource {
    explicit SplitSource(std::string_view text);
    RawTokens code, rest;  // rest: comments and directives
};

// Lines of offsets in a text, from 1. It counts from one to the next.
class LineCounter {
  public:
    explicit LineCounter(std::string_view text) : text_(text) {}
    uint32_t line(size_t offset);

  private:
    std::string_view text_;
    size_t at_ = 0;
    uint32_t line_ = 1;
};

// Index of the bracket that closes the one at `open`, or the size if there is none. Comments and
// directives may stand between.
size_t find_closing(Code tokens, size_t open);

// The source between the first and the last token, with its white space.
std::string_view source_of(Code tokens);

// Index of the first comma that is in no bracket, or the size.
size_t end_of_argument(Code tokens);

// The tokens between such commas. Nothing for nothing. At most `most`, the last of which has all
// the rest: more than any call has that matters.
std::vector<Code> split_arguments(Code tokens, size_t most = 8);

// Whether the words and punctuators of `tokens` are those of `pattern`, written with spaces; `_`
// in it is any one token.
bool matches(Code tokens, std::string_view pattern);

// If `tokens` are `NAME ( ARGUMENTS )` and nothing else, sets the arguments.
bool is_call(Code tokens, std::string_view name, std::vector<Code>& arguments);

bool mentions(Code tokens, std::string_view word);

}  // namespace natmod::source
