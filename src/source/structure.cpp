// SPDX-License-Identifier: MIT
#include "source/structure.h"

#include <algorithm>

namespace natmod::source {
namespace {

enum class Opens : uint8_t {
    declarations,  // file, extern "C", namespace, struct, union, class
    function,      // a body, and every block in it
    value,         // an initialiser, an enum
};

struct Scope {
    Opens kind = Opens::declarations;
    bool is_static = false;    // as Context, for all of the scope
    bool now_static = false;   // in a function: for the statement that is being read
    bool ends_with_it = true;  // the closing brace ends the declaration it stands in
    bool members = false;      // in a struct, union or class: declarations are not variables
    size_t first = 0;          // first token of the declaration that is being read
    size_t value = 0;          // its `=` or value brace; 0 if there was none yet
    int parens = 0;
};

bool opens_group(const Token& token) {
    return token.is("(") || token.is("[") || token.is("{");
}

// Words that a parenthesis may follow without declaring a function.
bool is_attribute(std::string_view word) {
    constexpr std::string_view kWords[] = {
        "__attribute__", "__attribute", "__asm__",  "__asm",    "asm",     "alignas",
        "_Alignas",      "decltype",    "sizeof",   "noexcept", "typeof",  "__typeof__",
        "__declspec",    "requires",    "explicit", "__typeof", "_Pragma", "__pragma"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords) ||
           word.starts_with("MP_REGISTER_");
}

// What a brace at `open` opens, given the declaration in front of it.
struct Opened {
    Opens kind = Opens::value;
    bool ends_declaration = false;
    bool is_value = false;  // it gives the declared variable its value
    std::string_view function = {};
};

Opened classify(const Tokens& tokens, size_t first, size_t open) {
    constexpr size_t kLongest = 1000;  // a declaration may never end
    const auto& list = tokens.list;
    if (open - first > kLongest) first = open - kLongest;
    if (first == open) return {.kind = Opens::function, .ends_declaration = true};
    std::string_view function;
    bool is_function = false;
    bool is_aggregate = false;
    bool is_enum = false;
    for (size_t i = first; i < open;) {
        const Token& token = list[i];
        if (token.is("namespace")) {
            return {.kind = Opens::declarations, .ends_declaration = true};
        }
        if (token.is("extern") && i + 2 == open && list[i + 1].kind == TokenKind::string) {
            return {.kind = Opens::declarations, .ends_declaration = true};
        }
        is_aggregate |= token.is("struct") || token.is("union") || token.is("class");
        is_enum |= token.is("enum");
        bool call = i + 1 < open && list[i + 1].is("(");
        if (call && (token.kind == TokenKind::identifier || token.is(")") || token.is("]")) &&
            !is_attribute(token.text) && !is_function) {
            is_function = true;
            function = token.text;
        }
        i = opens_group(token) ? skip_group(tokens, i, open) : i + 1;
    }
    if (is_function || list[first].is("operator")) {
        return {.kind = Opens::function, .ends_declaration = true, .function = function};
    }
    if (is_enum) return {.kind = Opens::value};
    if (is_aggregate) return {.kind = Opens::declarations};
    return {.kind = Opens::value, .is_value = true};
}

// Reads the tokens once, with a stack of open braces.
class Walker {
  public:
    Walker(const Tokens& tokens, const Outline& outline) : tokens_(tokens), outline_(outline) {}

    void run() {
        scopes_.push_back({});
        for (size_t i = 0; i < tokens_.list.size(); ++i) {
            const Token& token = tokens_.list[i];
            outline_.on_token(i, context());
            if (token.kind == TokenKind::punctuator) {
                punctuator(i, token.text[0]);
            } else if (token.is("static") && top().kind == Opens::function) {
                top().now_static = true;
            }
        }
    }

  private:
    Scope& top() { return scopes_.back(); }

    Context context() const {
        const Scope& scope = scopes_.back();
        return {functions_ > 0, scope.is_static || scope.now_static};
    }

    void punctuator(size_t i, char c) {
        Scope& scope = top();
        if (tokens_.list[i].text.size() != 1) return;
        if (c == '(' || c == '[') {
            ++scope.parens;
        } else if (c == ')' || c == ']') {
            scope.parens = std::max(scope.parens - 1, 0);
        } else if (c == '{') {
            open(i);
        } else if (c == '}') {
            close(i);
        } else if (c == '=' && scope.parens == 0 && scope.value == 0) {
            if (i > scope.first && !tokens_.list[i - 1].is("operator")) scope.value = i;
        } else if (c == ';' && scope.parens == 0) {
            scope.now_static = false;
            if (scope.kind == Opens::declarations && !scope.members) {
                outline_.on_declaration(scope.first, scope.value == 0 ? i : scope.value, i);
            }
            restart(i + 1);
        }
    }

    void open(size_t i) {
        Scope& scope = top();
        Scope inner{.first = i + 1};
        if (scope.kind != Opens::declarations) {
            inner.kind = scope.kind;
            inner.is_static = scope.is_static || scope.now_static;
            inner.ends_with_it = false;
        } else if (scope.value != 0 || scope.parens > 0) {
            inner.kind = Opens::value;
            inner.is_static = true;
            inner.ends_with_it = false;
        } else {
            Opened opened = classify(tokens_, scope.first, i);
            inner.kind = opened.kind;
            inner.is_static = opened.is_value;
            inner.ends_with_it = opened.ends_declaration;
            if (opened.is_value) scope.value = i;
            inner.members = opened.kind == Opens::declarations && !opened.ends_declaration;
            if (opened.kind == Opens::function && !scope.members) {
                outline_.on_function(opened.function, i);
            }
        }
        functions_ += inner.kind == Opens::function;
        scopes_.push_back(inner);
    }

    void close(size_t i) {
        if (scopes_.size() == 1) return restart(i + 1);  // one brace too many
        bool ends = top().ends_with_it;
        functions_ -= top().kind == Opens::function;
        scopes_.pop_back();
        if (ends) restart(i + 1);
    }

    void restart(size_t i) {
        top().first = i;
        top().value = 0;
        top().parens = 0;
    }

    const Tokens& tokens_;
    const Outline& outline_;
    std::vector<Scope> scopes_;
    int functions_ = 0;  // open scopes of that kind
};

}  // namespace

size_t skip_group(const Tokens& tokens, size_t open, size_t end) {
    size_t behind = tokens.behind_group[open];
    return behind == 0 ? end : std::min(behind, end);
}

std::vector<Range> split(const Tokens& tokens, Range range) {
    std::vector<Range> parts;
    if (range.empty()) return parts;
    size_t first = range.first;
    for (size_t i = range.first; i < range.end;) {
        const Token& token = tokens.list[i];
        if (token.is(",")) {
            parts.push_back({first, i});
            first = i + 1;
        }
        bool group = token.is("(") || token.is("[") || token.is("{");
        i = group ? skip_group(tokens, i, range.end) : i + 1;
    }
    parts.push_back({first, range.end});
    return parts;
}

Range strip_parentheses(const Tokens& tokens, Range range) {
    while (range.end - range.first >= 2 && tokens.list[range.first].is("(") &&
           skip_group(tokens, range.first, range.end) == range.end &&
           tokens.list[range.end - 1].is(")")) {
        range = {range.first + 1, range.end - 1};
    }
    return range;
}

void walk(const Tokens& tokens, const Outline& outline) {
    Walker(tokens, outline).run();
}

}  // namespace natmod::source
