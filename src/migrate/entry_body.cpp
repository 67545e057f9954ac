// SPDX-License-Identifier: MIT
#include "migrate/entry_body.h"

#include <algorithm>

namespace natmod::migrate {
namespace {

// Index behind the statement that starts at token `at`.
size_t end_of_statement(source::Code code, size_t at) {
    auto is = [&](std::string_view word) { return at < code.size() && code[at].is(word); };
    for (size_t ifs = 0;; --ifs, ++at) {
        while (is("if") || is("for") || is("while") || is("switch")) {
            ifs += is("if");
            at = std::min(source::find_closing(code, at + 1) + 1, code.size());
        }
        if (is("{")) {
            at = std::min(source::find_closing(code, at) + 1, code.size());
        } else {
            while (at < code.size() && !is(";"))
                at = is("(") || is("[") || is("{") ? source::find_closing(code, at) + 1 : at + 1;
            at = std::min(at + 1, code.size());
        }
        if (ifs == 0 || !is("else")) return at;
    }
}

bool is_bare_macro(const source::RawToken& token) {
    return token.is("MP_DYNRUNTIME_INIT_ENTRY") || token.is("MP_DYNRUNTIME_INIT_EXIT");
}

// Splits what stands between the braces of mpy_init: its code, and `rest`, the comments and
// directives.
class Splitter {
  public:
    Splitter(source::Code code, source::Code rest, std::string_view text)
        : code_(code), rest_(rest), text_(text), lines_(text) {}

    // False if there is too much.
    bool run() {
        for (size_t at = 0; at < code_.size() || next_ < rest_.size();) {
            if (is_too_much()) return false;
            bool is_rest = at == code_.size() ||
                           (next_ < rest_.size() && rest_[next_].begin < code_[at].begin);
            if (!is_rest) {
                at = add_statement(at);
            } else if (rest_[next_].kind == source::RawKind::comment) {
                ++next_;
            } else {
                add_directive();
            }
        }
        flush(next_);
        return !is_too_much();
    }

    std::vector<Element> elements() { return std::move(elements_); }

  private:
    static constexpr size_t kDeepest = 32;

    bool is_too_much() const {
        return elements_.size() > 500 + text_.size() / 64 || conditions_.size() > kDeepest;
    }

    bool blank_before(size_t at) const {
        size_t newlines = 0;
        while (at > 0 &&
               std::string_view(" \t\r\n").find(text_[at - 1]) != std::string_view::npos) {
            newlines += text_[--at] == '\n';
        }
        return newlines > 1;
    }

    Element element_of(const source::RawToken& token, Element::Kind kind) {
        Element element;
        element.kind = kind;
        element.text = token.text;
        element.line = lines_.line(token.begin);
        element.blank_before = blank_before(token.begin);
        return element;
    }

    // Comments up to `end` that belong to no statement become elements.
    void flush(size_t end) {
        for (; comments_ < end && !is_too_much(); ++comments_) {
            if (rest_[comments_].kind != source::RawKind::comment) continue;
            elements_.push_back(element_of(rest_[comments_], Element::comment));
            elements_.back().conditions = conditions_;
        }
    }

    void add_directive() {
        source::RawToken directive = rest_[next_];
        Condition what = condition_of(directive.text);
        if (what != Condition::opens) flush(next_);
        elements_.push_back(element_of(directive, Element::directive));
        if (what == Condition::closes) {
            while (!conditions_.empty() &&
                   condition_of(conditions_.back()) == Condition::alternates) {
                conditions_.pop_back();
            }
            if (!conditions_.empty()) conditions_.pop_back();
        } else if (what != Condition::none) {
            conditions_.push_back(directive.text);
        }
        ++next_;
    }

    size_t add_statement(size_t at) {
        size_t end = end_of_statement(code_, at);
        source::RawToken first = code_[at];
        bool bare = is_bare_macro(first);
        if (bare) end = at + (at + 1 < code_.size() && code_[at + 1].is(";") ? 2 : 1);
        Element element;
        element.line = lines_.line(first.begin);
        element.conditions = conditions_;
        element.code = code_.subspan(at, end - at);
        element.text = source::source_of(element.code);
        element.compound = !bare && !element.code.back().is(";");
        if (first.is("if") || first.is("for") || first.is("while") || first.is("do") ||
            first.is("switch")) {
            element.compound = true;
        }
        // A comment on the macros that go away goes with them, one above a blank line does not.
        if (bare) {
            size_t about = next_;
            bool adjacent = !blank_before(first.begin);
            while (about > comments_ && adjacent) {
                source::RawToken above = rest_[--about];
                if (above.kind == source::RawKind::comment) adjacent = !blank_before(above.begin);
            }
            flush(about);
        }
        size_t top = first.begin;
        while (comments_ < next_ && rest_[comments_].kind != source::RawKind::comment) ++comments_;
        element.above = rest_.subspan(comments_, next_ - comments_);
        if (!element.above.empty()) top = element.above.front().begin;
        element.blank_before = blank_before(top);
        size_t behind = element.code.back().end();
        for (; next_ < rest_.size() && rest_[next_].begin < behind; ++next_)
            element.split_by_directive |= rest_[next_].kind == source::RawKind::directive;
        if (next_ < rest_.size() && rest_[next_].kind == source::RawKind::comment) {
            source::RawToken comment = rest_[next_];
            bool is_next = end == code_.size() || comment.begin < code_[end].begin;
            std::string_view between = text_.substr(behind, comment.begin - behind);
            if (is_next && between.find('\n') == std::string_view::npos) {
                element.behind = comment.text;
                ++next_;
            }
        }
        comments_ = next_;
        elements_.push_back(std::move(element));
        return end;
    }

    source::Code code_, rest_;
    std::string_view text_;
    source::LineCounter lines_;
    size_t next_ = 0;      // of `rest`, not read yet
    size_t comments_ = 0;  // of `rest`: from here to `next` those that belong to nothing yet
    std::vector<std::string_view> conditions_;
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

std::optional<Entry> find_entry(const source::SplitSource& source, std::string_view text) {
    source::Code code = source.code, rest = source.rest;
    // Index of the first comment or directive behind that offset.
    size_t next = 0;
    auto rest_from = [&](size_t offset) {
        while (next < rest.size() && rest[next].begin < offset) ++next;
        return next;
    };
    size_t start = 0;  // of the declaration that `i` is in
    for (size_t i = 0; i < code.size(); ++i) {
        source::RawToken token = code[i];
        if (token.is(";") || token.is("}")) {
            start = i + 1;
        } else if (token.is("{")) {
            if (i > 0 && code[i - 1].kind == source::RawKind::string) {  // extern "C" {
                start = i + 1;
                continue;
            }
            i = source::find_closing(code, i);
            start = i + 1;
        } else if (token.is("mpy_init") && i + 1 < code.size() && code[i + 1].is("(")) {
            size_t close = source::find_closing(code, i + 1);
            size_t open = close + 1;
            if (open >= code.size() || !code[open].is("{")) continue;
            size_t end = source::find_closing(code, open);
            if (end >= code.size()) return std::nullopt;
            // It starts behind the last comment or directive.
            if (size_t above = rest_from(token.begin); above > 0)
                while (code[start].begin < rest[above - 1].begin) ++start;
            size_t inside = rest_from(code[open].begin);
            source::Code rest_inside = rest.subspan(inside, rest_from(code[end].begin) - inside);
            Splitter splitter(code.subspan(open + 1, end - open - 1), rest_inside, text);
            if (!splitter.run()) return std::nullopt;
            Entry entry;
            entry.begin = code[start].begin;
            entry.end = code[end].end();
            entry.line = source::LineCounter(text).line(token.begin);
            entry.parameters = parameter_names(code.subspan(i + 2, close - i - 2));
            entry.body = splitter.elements();
            return entry;
        }
    }
    return std::nullopt;
}

}  // namespace natmod::migrate
