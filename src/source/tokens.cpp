// SPDX-License-Identifier: MIT
#include "source/tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace natmod::source {
namespace {

enum : uint8_t { kIdentifierStart = 1, kDigit = 2, kSpace = 4, kIdentifier = 8 };

// Classes of every byte. Bytes above 127 are parts of UTF-8 identifiers.
constexpr std::array<uint8_t, 256> kClass = [] {
    std::array<uint8_t, 256> table{};
    for (unsigned c = 0; c < 256; ++c) {
        bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c >= 0x80;
        bool digit = c >= '0' && c <= '9';
        if (letter) table[c] |= kIdentifierStart | kIdentifier;
        if (digit) table[c] |= kDigit | kIdentifier;
        if (c == ' ' || (c >= '\t' && c <= '\r' && c != '\n')) table[c] |= kSpace;
    }
    return table;
}();

bool is(char c, uint8_t wanted) {
    return (kClass[static_cast<unsigned char>(c)] & wanted) != 0;
}

// Reads from `text_` at `at_`; every read_* leaves `at_` behind what it read.
class Tokenizer {
  public:
    explicit Tokenizer(std::string_view text) : text_(text) {}
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
    uint16_t file_number(std::string name);

    std::string_view text_;
    size_t at_ = 0;
    uint32_t line_ = 1;
    uint16_t file_ = 0;
    Tokens result_;
    std::map<std::string, uint16_t, std::less<>> numbers_;
};

uint16_t Tokenizer::file_number(std::string name) {
    auto [place, added] = numbers_.try_emplace(std::move(name), 0);
    if (added) {
        // More than 65,535 files cannot be told apart; the last number stands for the rest.
        if (result_.files.size() == UINT16_MAX) return UINT16_MAX - 1;
        place->second = static_cast<uint16_t>(result_.files.size());
        result_.files.push_back(place->first);
    }
    return place->second;
}

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
    if (!directive.starts_with('"')) return;
    std::string name;
    for (size_t i = 1; i < directive.size() && directive[i] != '"'; ++i) {
        if (directive[i] == '\\' && i + 1 < directive.size()) ++i;
        name += directive[i];
    }
    file_ = file_number(std::move(name));
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

Tokens Tokenizer::run() {
    result_.list.reserve(text_.size() / 6);
    file_ = file_number("<unknown>");
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
            Token token{{}, line_, file_, TokenKind::punctuator, spaced};
            size_t start = at_;
            token.kind = read_token();
            token.text = text_.substr(start, at_ - start);
            result_.list.push_back(token);
            line_start = spaced = false;
        }
    }
    return std::move(result_);
}

void find_groups(Tokens& tokens) {
    tokens.behind_group.resize(tokens.list.size());
    std::vector<uint32_t> open;
    for (uint32_t i = 0; i < tokens.list.size(); ++i) {
        const Token& token = tokens.list[i];
        if (token.kind != TokenKind::punctuator || token.text.size() != 1) continue;
        char c = token.text[0];
        if (c == '(' || c == '[' || c == '{') open.push_back(i);
        if ((c == ')' || c == ']' || c == '}') && !open.empty()) {
            tokens.behind_group[open.back()] = i + 1;
            open.pop_back();
        }
    }
}

}  // namespace

Tokens tokenize(std::string_view text) {
    Tokens tokens = Tokenizer(text).run();
    find_groups(tokens);
    return tokens;
}

std::string join(const Token* first, const Token* last) {
    std::string text;
    for (const Token* token = first; token < last; ++token) {
        if (token != first && token->spaced) text += ' ';
        text += token->text;
    }
    return text;
}

}  // namespace natmod::source
