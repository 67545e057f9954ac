// SPDX-License-Identifier: MIT
#include "source/tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <utility>

#include "base/error.h"

namespace natmod::source {
namespace {

enum : uint8_t {
    kIdentifierStart = 1,
    kDigit = 2,
    kSpace = 4,
    kIdentifier = 8,
    kOpening = 16,  // a bracket
    kClosing = 32,
};

// Classes of every byte. Bytes above 127 are parts of UTF-8 identifiers.
constexpr std::array<uint8_t, 256> kClass = [] {
    std::array<uint8_t, 256> table{};
    for (unsigned c = 0; c < 256; ++c) {
        bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c >= 0x80;
        bool digit = c >= '0' && c <= '9';
        if (letter) table[c] |= kIdentifierStart | kIdentifier;
        if (digit) table[c] |= kDigit | kIdentifier;
        if (c == '(' || c == '[' || c == '{') table[c] |= kOpening;
        if (c == ')' || c == ']' || c == '}') table[c] |= kClosing;
        if (c == ' ' || (c >= '\t' && c <= '\r' && c != '\n')) table[c] |= kSpace;
    }
    return table;
}();

bool is(char c, uint8_t wanted) {
    return (kClass[static_cast<unsigned char>(c)] & wanted) != 0;
}

constexpr uint32_t kMostBytes = (1U << 28) - 1;  // bytes of text, and so of a token, and tokens

// Reads from `text_` at `at_`; every read_* leaves `at_` behind what it read.
class Tokenizer : private Tokens {
  public:
    explicit Tokenizer(std::string_view text) { text_ = text; }
    Tokens run();

  private:
    char peek(size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    void read_directive();
    void read_quoted(char quote);
    void read_raw_string();
    void read_number();
    void read_punctuator();
    TokenKind read_token();
    void add(size_t start, TokenKind kind, bool spaced);
    void mark();

    size_t at_ = 0;
    uint32_t line_ = 1;
    uint32_t name_ = kNoName;  // of the file
    // The last bracket that is open, which has the one before it, and 1, as value.
    size_t open_ = 0;
};

// `# 12 "file.c" 2 3` and `#line 12 "file.c"` say where the next line is; the rest is skipped.
void Tokenizer::read_directive() {
    size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string_view directive = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end;
    auto skip_spaces = [&] {
        while (!directive.empty() && is(directive[0], kSpace)) directive.remove_prefix(1);
    };
    skip_spaces();
    if (directive.starts_with("line")) directive.remove_prefix(4);
    skip_spaces();
    uint32_t line = 0;
    auto [rest, error] =
        std::from_chars(directive.data(), directive.data() + directive.size(), line);
    if (error != std::errc()) return;
    line_ = line - 1;  // the newline at the end of the marker counts too
    directive.remove_prefix(static_cast<size_t>(rest - directive.data()));
    skip_spaces();
    if (directive.starts_with('"')) name_ = static_cast<uint32_t>(directive.data() - text_.data());
    mark();
}

// A newline ends a string that has no closing quote.
void Tokenizer::read_quoted(char quote) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
        at_ += text_[at_] == '\\' && peek(1) != '\n' ? 2 : 1;
    }
    at_ = std::min(at_, text_.size());
    if (peek() == quote) ++at_;
}

// From the quote of R"delimiter( ... )delimiter".
void Tokenizer::read_raw_string() {
    size_t open = std::min(text_.find('(', at_), text_.size());
    std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    size_t end = text_.find(close, open);
    end = end == std::string_view::npos ? text_.size() : end + close.size();
    line_ +=
        static_cast<uint32_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = end;
}

// A pp-number: 0x1p-3, 1'000'000, 1.5e+3f.
void Tokenizer::read_number() {
    for (++at_; at_ < text_.size(); ++at_) {
        char c = text_[at_];
        if (is(c, kIdentifier) || c == '.') continue;
        if (c == '\'' && is(peek(1), kIdentifier)) continue;
        char before = static_cast<char>(text_[at_ - 1] | 0x20);
        if ((c == '+' || c == '-') && (before == 'e' || before == 'p')) continue;
        break;
    }
}

// One character, or two as in ==, +=, ->, ::, &&, <<.
void Tokenizer::read_punctuator() {
    constexpr std::string_view kBeforeEqual = "=!<>+-*/%&|^";
    constexpr std::string_view kDoubled = ":&|<>+-";
    char first = text_[at_];
    char second = peek(1);
    bool pair = (second == '=' && kBeforeEqual.find(first) != std::string_view::npos) ||
                (second == first && kDoubled.find(first) != std::string_view::npos) ||
                (first == '-' && second == '>');
    at_ += pair ? 2 : 1;
}

TokenKind Tokenizer::read_token() {
    char c = text_[at_];
    if (is(c, kIdentifierStart)) {
        size_t start = at_;
        while (at_ < text_.size() && is(text_[at_], kIdentifier)) ++at_;
        char quote = peek();
        if (quote != '"' && quote != '\'') return TokenKind::identifier;
        std::string_view prefix = text_.substr(start, at_ - start);
        bool raw = prefix.back() == 'R';
        if (raw) prefix.remove_suffix(1);
        if (prefix != "L" && prefix != "u" && prefix != "U" && prefix != "u8" && !prefix.empty()) {
            return TokenKind::identifier;
        }
        if (raw && quote == '\'') return TokenKind::identifier;
        if (raw) {
            read_raw_string();
        } else {
            read_quoted(quote);
        }
        return quote == '"' ? TokenKind::string : TokenKind::character;
    }
    if (is(c, kDigit) || (c == '.' && is(peek(1), kDigit))) {
        read_number();
        return TokenKind::number;
    }
    if (c == '"' || c == '\'') {
        read_quoted(c);
        return c == '"' ? TokenKind::string : TokenKind::character;
    }
    read_punctuator();
    return TokenKind::punctuator;
}

// What follows is in line `line_` of the file `name_`. A marker that no token follows is forgotten.
void Tokenizer::mark() {
    bool used = size_ > 0 && at(size_ - 1).offset >= marks_.back().offset;
    if (!used) marks_.pop_back();
    marks_.push_back({static_cast<uint32_t>(at_), line_, name_});
}

// The token from `start` to `at_`.
void Tokenizer::add(size_t start, TokenKind kind, bool spaced) {
    Packed token{static_cast<uint32_t>(start), static_cast<uint32_t>(at_ - start) & kMostBytes,
                 static_cast<uint32_t>(kind) & 7, spaced};
    char c = text_[start];
    if (is(c, kOpening)) {
        token.kind = kOpens;
        token.value = static_cast<uint32_t>(open_) & kMostBytes;
        open_ = size_ + 1;
    } else if (is(c, kClosing) && open_ != 0) {
        Packed& opens = at(open_ - 1);
        open_ = opens.value;
        opens.value = static_cast<uint32_t>(size_ + 1) & kMostBytes;
    }
    if (size_ % kBlock == 0) blocks_.push_back(std::make_unique_for_overwrite<Block>());
    at(size_++) = token;
}

Tokens Tokenizer::run() {
    if (text_.size() > kMostBytes) throw Error("a preprocessed source of 256 MB or more", "");
    marks_.push_back({0, line_, name_});
    bool line_start = true;
    bool spaced = false;
    while (at_ < text_.size()) {
        char c = text_[at_];
        if (c == '\n') {
            ++line_;
            ++at_;
            line_start = spaced = true;
        } else if (is(c, kSpace)) {
            ++at_;
            spaced = true;
        } else if (c == '#' && line_start) {
            read_directive();
        } else {
            if (at_ - marks_.back().offset >= kFarthest) mark();
            size_t start = at_;
            TokenKind kind = read_token();
            add(start, kind, spaced);
            line_start = spaced = false;
        }
    }
    while (open_ != 0) {
        Packed& opens = at(open_ - 1);
        open_ = opens.value;
        opens.value = 0;
    }
    return std::move(*this);
}

}  // namespace

const Tokens::Mark& Tokens::mark_before(size_t i) const {
    auto behind = std::ranges::upper_bound(marks_, at(i).offset, {}, &Mark::offset);
    return *std::prev(behind);
}

uint32_t Tokens::line(size_t i) const {
    const Mark& mark = mark_before(i);
    std::string_view between = text_.substr(mark.offset, at(i).offset - mark.offset);
    return mark.line + static_cast<uint32_t>(std::ranges::count(between, '\n'));
}

std::string Tokens::file(size_t i) const {
    uint32_t quote = mark_before(i).name;
    if (quote == kNoName) return "<unknown>";
    std::string name;
    for (size_t at = quote + 1; at < text_.size() && name.size() < PATH_MAX; ++at) {
        if (text_[at] == '\\' && at + 1 < text_.size() && text_[at + 1] != '\n')
            ++at;
        else if (text_[at] == '"' || text_[at] == '\n')
            break;
        name += text_[at];
    }
    return name;
}

Tokens tokenize(std::string_view text) {
    return Tokenizer(text).run();
}

std::string join(const Tokens& tokens, size_t first, size_t end) {
    std::string text;
    for (size_t i = first; i < end; ++i) {
        Token token = tokens[i];
        if (i != first && token.spaced) text += ' ';
        text += token.text;
    }
    return text;
}

}  // namespace natmod::source
