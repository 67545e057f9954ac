// SPDX-License-Identifier: MIT
#include "source/raw_source.h"

#include <algorithm>
#include <cctype>

#include "base/error.h"

namespace natmod::source {
namespace {

bool is_word_start(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}
bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

// The punctuators of more than one character that must not be taken apart.
constexpr std::string_view kPunctuators[] = {"<<=", ">>=", "...", "->", "++", "--", "<<", ">>",
                                             "<=",  ">=",  "==",  "!=", "&&", "||", "+=", "-=",
                                             "*=",  "/=",  "%=",  "&=", "|=", "^=", "::", "##"};

size_t end_of_punctuator(std::string_view text, size_t at) {
    constexpr std::string_view kSecond = "<>=.-+&|:#";  // characters of those longer than one
    if (kSecond.find(text.substr(at + 1, 1)) == std::string_view::npos) return at + 1;
    std::string_view rest = text.substr(at);
    for (std::string_view punctuator : kPunctuators)
        if (rest.starts_with(punctuator)) return at + punctuator.size();
    return at + 1;
}

// Behind a backslash and what it takes with it: a character, or a line end with the white space
// before it.
size_t behind_backslash(std::string_view text, size_t at) {
    size_t end = text.find_first_not_of(" \t\f\v\r", at + 1);
    if (end == std::string_view::npos || text[end] != '\n') end = at + 1;
    return std::min(end + 1, text.size());
}

size_t end_of_comment(std::string_view text, size_t at) {
    if (text[at + 1] == '/') {
        while (at < text.size() && text[at] != '\n')
            at = text[at] == '\\' ? behind_backslash(text, at) : at + 1;
        return at;
    }
    size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
}

size_t end_of_quoted(std::string_view text, size_t at) {
    char quote = text[at++];
    while (at < text.size() && text[at] != quote && text[at] != '\n') {
        at = text[at] == '\\' ? behind_backslash(text, at) : at + 1;
    }
    return at < text.size() && text[at] == quote ? at + 1 : at;
}

bool starts_comment(std::string_view text, size_t at) {
    return text[at] == '/' && at + 1 < text.size() && (text[at + 1] == '/' || text[at + 1] == '*');
}

// A comment that ends the line is a token of its own; one inside belongs to the directive.
size_t end_of_directive(std::string_view text, size_t at) {
    size_t end = at;  // behind the last character that is no white space
    while (at < text.size() && text[at] != '\n') {
        auto before = static_cast<unsigned char>(at > 0 ? text[at - 1] : 0);
        if (starts_comment(text, at)) {
            size_t next = end_of_comment(text, at);
            size_t behind = text.find_first_not_of(" \t\r", next);
            if (behind == std::string_view::npos || text[behind] == '\n') break;
            at = end = next;
        } else if (text[at] == '\\') {
            at = end = behind_backslash(text, at);
        } else if (text[at] == '"' || (text[at] == '\'' && !std::isdigit(before))) {
            at = end = end_of_quoted(text, at);
        } else {
            if (!std::isspace(static_cast<unsigned char>(text[at]))) end = at + 1;
            ++at;
        }
    }
    return end;
}

}  // namespace

bool RawReader::next(RawToken& token) {
    std::string_view text = text_;
    while (at_ < text.size() &&
           (std::isspace(static_cast<unsigned char>(text[at_])) || text[at_] == '\\'))
        if (text[at_++] == '\n') line_start_ = true;
    if (at_ == text.size()) return false;
    size_t at = at_, end = at + 1;
    char c = text[at];
    RawKind kind = RawKind::punctuator;
    if (c == '#' && line_start_) {
        kind = RawKind::directive;
        end = end_of_directive(text, at);
    } else if (starts_comment(text, at)) {
        kind = RawKind::comment;
        end = end_of_comment(text, at);
    } else if (c == '"' || c == '\'') {
        kind = c == '"' ? RawKind::string : RawKind::character;
        end = end_of_quoted(text, at);
    } else if (is_word_start(c)) {
        kind = RawKind::word;
        while (end < text.size() && is_word(text[end])) ++end;
    } else if (std::isdigit(static_cast<unsigned char>(c)) ||
               (c == '.' && end < text.size() &&
                std::isdigit(static_cast<unsigned char>(text[end])))) {
        kind = RawKind::number;
        while (end < text.size() &&
               (is_word(text[end]) || text[end] == '.' ||
                ((text[end] == '+' || text[end] == '-') &&
                 std::string_view("eEpP").find(text[end - 1]) != std::string_view::npos &&
                 text.substr(at, 2) != "0x"))) {
            ++end;
        }
    } else {
        end = end_of_punctuator(text, at);
    }
    if (kind != RawKind::comment) line_start_ = false;
    token = {text.substr(at, end - at), at, kind};
    at_ = end;
    return true;
}

void RawTokens::push_back(const RawToken& token) {
    list_.push_back(Packed{.begin = static_cast<uint32_t>(token.begin),
                           .size = static_cast<uint32_t>(token.text.size()) & 0xfffffff,
                           .kind = static_cast<uint32_t>(token.kind) & 15});
}

RawTokens::RawTokens(std::string_view text) : text_(text) {
    constexpr size_t kMost = (size_t{1} << 28) - 1;
    if (text.size() > kMost) throw Error("a source of 256 MB or more", "");
}

RawTokens tokenize_raw(std::string_view text) {
    RawTokens tokens(text);
    RawToken token;
    for (RawReader reader(text); reader.next(token);) tokens.push_back(token);
    return tokens;
}

RawTokens tokenize_code(std::string_view text) {
    RawTokens tokens(text);
    RawToken token;
    for (RawReader reader(text); reader.next(token);)
        if (token.is_code()) tokens.push_back(token);
    return tokens;
}

SplitSource::SplitSource(std::string_view text) : code(text), rest(text) {
    RawToken token;
    for (RawReader reader(text); reader.next(token);)
        (token.is_code() ? code : rest).push_back(token);
}

uint32_t LineCounter::line(size_t offset) {
    size_t first = std::min(at_, offset), end = std::max(at_, offset);
    auto between =
        static_cast<uint32_t>(std::ranges::count(text_.substr(first, end - first), '\n'));
    line_ = offset < at_ ? line_ - between : line_ + between;
    at_ = offset;
    return line_;
}

size_t find_closing(Code tokens, size_t open) {
    size_t depth = 0;
    for (size_t i = open; i < tokens.size(); ++i) {
        if (!tokens[i].is_code()) continue;
        if (tokens[i].is("(") || tokens[i].is("[") || tokens[i].is("{")) ++depth;
        if (tokens[i].is(")") || tokens[i].is("]") || tokens[i].is("}")) {
            if (--depth == 0) return i;
        }
    }
    return tokens.size();
}

std::string_view source_of(Code tokens) {
    if (tokens.empty()) return {};
    RawToken first = tokens.front();
    return {first.text.data(), tokens.back().end() - first.begin};
}

size_t end_of_argument(Code tokens) {
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].is(",")) return i;
        if (tokens[i].is("(") || tokens[i].is("[") || tokens[i].is("{"))
            i = find_closing(tokens, i);
    }
    return tokens.size();
}

std::vector<Code> split_arguments(Code tokens, size_t most) {
    std::vector<Code> arguments;
    if (tokens.empty()) return arguments;
    for (;;) {
        size_t end = end_of_argument(tokens);
        if (arguments.size() + 1 == most) end = tokens.size();
        arguments.push_back(tokens.first(end));
        if (end == tokens.size()) return arguments;
        tokens = tokens.subspan(end + 1);
    }
}

bool matches(Code tokens, std::string_view pattern) {
    for (const RawToken& token : tokens) {
        size_t end = std::min(pattern.find(' '), pattern.size());
        std::string_view word = pattern.substr(0, end);
        if (word.empty() || (word != "_" && !token.is(word))) return false;
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return pattern.empty();
}

bool is_call(Code tokens, std::string_view name, std::vector<Code>& arguments) {
    if (tokens.size() < 3 || !tokens[0].is(name) || !tokens[1].is("(")) return false;
    if (find_closing(tokens, 1) != tokens.size() - 1) return false;
    arguments = split_arguments(tokens.subspan(2, tokens.size() - 3));
    return true;
}

bool mentions(Code tokens, std::string_view word) {
    return std::ranges::any_of(tokens, [&](const RawToken& token) {
        return token.kind == RawKind::word && token.is(word);
    });
}

}  // namespace natmod::source
