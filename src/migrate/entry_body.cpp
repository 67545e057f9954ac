// SPDX-License-Identifier: MIT
#include "migrate/entry_body.h"

#include <algorithm>

namespace natmod::migrate {
namespace {

size_t next_code(source::Code tokens, size_t at) {
    while (at < tokens.size() && !tokens[at].is_code()) ++at;
    return at;
}

// Index behind the statement that starts at code token `at`.
size_t end_of_statement(source::Code tokens, size_t at) {
    at = next_code(tokens, at);
    if (at >= tokens.size()) return at;
    const source::RawToken& first = tokens[at];
    if (first.is("{")) return std::min(source::find_closing(tokens, at) + 1, tokens.size());
    if (first.is("if") || first.is("for") || first.is("while") || first.is("switch")) {
        size_t open = next_code(tokens, at + 1);
        size_t end = end_of_statement(
            tokens, std::min(source::find_closing(tokens, open) + 1, tokens.size()));
        size_t behind = next_code(tokens, end);
        if (first.is("if") && behind < tokens.size() && tokens[behind].is("else")) {
            return end_of_statement(tokens, behind + 1);
        }
        return end;
    }
    for (; at < tokens.size(); ++at) {
        if (!tokens[at].is_code()) continue;
        if (tokens[at].is("(") || tokens[at].is("[") || tokens[at].is("{")) {
            at = source::find_closing(tokens, at);
        } else if (tokens[at].is(";")) {
            return at + 1;
        }
    }
    return tokens.size();
}

bool is_bare_macro(const source::RawToken& token) {
    return token.is("MP_DYNRUNTIME_INIT_ENTRY") || token.is("MP_DYNRUNTIME_INIT_EXIT");
}

// Splits the tokens between the braces of mpy_init.
class Splitter {
  public:
    Splitter(source::Code tokens, std::string_view text) : tokens_(tokens), text_(text) {}

    std::vector<Element> run() {
        for (size_t at = 0; at < tokens_.size();) {
            const source::RawToken& token = tokens_[at];
            if (token.kind == source::RawKind::comment) {
                comments_.push_back(at++);
            } else if (token.kind == source::RawKind::directive) {
                add_directive(at++);
            } else {
                at = add_statement(at);
            }
        }
        flush();
        return std::move(elements_);
    }

  private:
    bool blank_before(size_t index) const {
        size_t at = tokens_[index].begin;
        size_t newlines = 0;
        while (at > 0 &&
               std::string_view(" \t\r\n").find(text_[at - 1]) != std::string_view::npos) {
            newlines += text_[--at] == '\n';
        }
        return newlines > 1;
    }

    // Comments that belong to no statement become elements.
    void flush() {
        for (size_t index : comments_) {
            Element element;
            element.kind = Element::comment;
            element.text = tokens_[index].text;
            element.line = tokens_[index].line;
            element.blank_before = blank_before(index);
            element.conditions = conditions_;
            elements_.push_back(std::move(element));
        }
        comments_.clear();
    }

    void add_directive(size_t index) {
        Condition what = condition_of(tokens_[index].text);
        if (what != Condition::opens) flush();
        Element element;
        element.kind = Element::directive;
        element.text = tokens_[index].text;
        element.line = tokens_[index].line;
        element.blank_before = blank_before(index);
        if (what == Condition::closes) {
            while (!conditions_.empty() &&
                   condition_of(conditions_.back()) == Condition::alternates) {
                conditions_.pop_back();
            }
            if (!conditions_.empty()) conditions_.pop_back();
        } else if (what != Condition::none) {
            conditions_.emplace_back(tokens_[index].text);
        }
        elements_.push_back(std::move(element));
    }

    size_t add_statement(size_t at) {
        size_t end = end_of_statement(tokens_, at);
        bool bare = is_bare_macro(tokens_[at]);
        if (bare) end = at + (at + 1 < tokens_.size() && tokens_[at + 1].is(";") ? 2 : 1);
        Element element;
        element.line = tokens_[at].line;
        element.conditions = conditions_;
        element.text = source::source_of(tokens_.subspan(at, end - at));
        for (size_t i = at; i < end; ++i) {
            if (tokens_[i].is_code()) element.code.push_back(tokens_[i]);
            if (tokens_[i].kind == source::RawKind::directive) element.split_by_directive = true;
        }
        element.compound = !bare && !element.code.back().is(";");
        if (element.code[0].is("if") || element.code[0].is("for") || element.code[0].is("while") ||
            element.code[0].is("do") || element.code[0].is("switch")) {
            element.compound = true;
        }
        // A comment on the macros that go away goes with them, one above a blank line does not.
        if (bare) {
            size_t first = comments_.size();
            bool adjacent = !blank_before(at);
            while (first > 0 && adjacent) adjacent = !blank_before(comments_[--first]);
            std::vector<size_t> adjacent_ones(comments_.begin() + static_cast<ptrdiff_t>(first),
                                              comments_.end());
            comments_.resize(first);
            flush();
            comments_ = std::move(adjacent_ones);
        }
        element.blank_before = blank_before(comments_.empty() ? at : comments_.front());
        for (size_t index : comments_) element.above.push_back(tokens_[index].text);
        comments_.clear();
        if (end < tokens_.size() && tokens_[end].kind == source::RawKind::comment && end > 0 &&
            tokens_[end].line == last_line(tokens_[end - 1])) {
            element.behind = tokens_[end++].text;
        }
        elements_.push_back(std::move(element));
        return end;
    }

    static uint32_t last_line(const source::RawToken& token) {
        return token.line +
               static_cast<uint32_t>(std::count(token.text.begin(), token.text.end(), '\n'));
    }

    source::Code tokens_;
    std::string_view text_;
    std::vector<size_t> comments_;
    std::vector<std::string> conditions_;
    std::vector<Element> elements_;
};

// The last word of each parameter.
std::vector<std::string> parameter_names(source::Code parameters) {
    std::vector<std::string> names;
    for (source::Code parameter : source::split_arguments(parameters)) {
        for (size_t i = parameter.size(); i-- > 0;) {
            if (parameter[i].kind != source::RawKind::word) continue;
            names.emplace_back(parameter[i].text);
            break;
        }
    }
    return names;
}

}  // namespace

Condition condition_of(std::string_view directive) {
    size_t at = directive.find_first_not_of(" \t", 1);
    if (at == std::string_view::npos) return Condition::none;
    directive.remove_prefix(at);
    if (directive.starts_with("if")) return Condition::opens;
    if (directive.starts_with("el")) return Condition::alternates;
    return directive.starts_with("endif") ? Condition::closes : Condition::none;
}

std::optional<Entry> find_entry(source::Code tokens, std::string_view text) {
    size_t start = 0;  // of the declaration that `i` is in
    for (size_t i = 0; i < tokens.size(); ++i) {
        const source::RawToken& token = tokens[i];
        if (!token.is_code() || token.is(";") || token.is("}")) {
            start = i + 1;
        } else if (token.is("{")) {
            if (i > 0 && tokens[i - 1].kind == source::RawKind::string) {  // extern "C" {
                start = i + 1;
                continue;
            }
            i = source::find_closing(tokens, i);
            start = i + 1;
        } else if (token.is("mpy_init") && i + 1 < tokens.size() && tokens[i + 1].is("(")) {
            size_t close = source::find_closing(tokens, i + 1);
            size_t open = next_code(tokens, close + 1);
            if (open >= tokens.size() || !tokens[open].is("{")) continue;
            size_t end = source::find_closing(tokens, open);
            if (end >= tokens.size()) return std::nullopt;
            Entry entry;
            entry.begin = tokens[start].begin;
            entry.end = tokens[end].end();
            entry.line = token.line;
            entry.parameters = parameter_names(tokens.subspan(i + 2, close - i - 2));
            entry.body = Splitter(tokens.subspan(open + 1, end - open - 1), text).run();
            return entry;
        }
    }
    return std::nullopt;
}

}  // namespace natmod::migrate
