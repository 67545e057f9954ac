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
    uint32_t first = 0;        // first token of the declaration that is being read
    uint32_t value = 0;        // its `=` or value brace; 0 if there was none yet
    int parens = 0;
};

// More open braces than compilers take by default. What is in deeper ones counts as part of these.
constexpr size_t kDeepestScope = 4096;

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
    if (open - first > kLongest) first = open - kLongest;
    if (first == open) return {.kind = Opens::function, .ends_declaration = true};
    std::string_view function;
    bool is_function = false;
    bool is_aggregate = false;
    bool is_enum = false;
    for (size_t i = first; i < open;) {
        const Token& token = tokens[i];
        if (token.is("namespace")) {
            return {.kind = Opens::declarations, .ends_declaration = true};
        }
        if (token.is("extern") && i + 2 == open && tokens[i + 1].kind == TokenKind::string) {
            return {.kind = Opens::declarations, .ends_declaration = true};
        }
        is_aggregate |= token.is("struct") || token.is("union") || token.is("class");
        is_enum |= token.is("enum");
        bool call = i + 1 < open && tokens[i + 1].is("(");
        if (call && (token.kind == TokenKind::identifier || token.is(")") || token.is("]")) &&
            !is_attribute(token.text) && !is_function) {
            is_function = true;
            function = token.text;
        }
        i = opens_group(token) ? skip_group(tokens, i, open) : i + 1;
    }
    if (is_function || tokens[first].is("operator")) {
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
        for (uint32_t i = 0; i < tokens_.size(); ++i) {
            const Token& token = tokens_[i];
            outline_.on_token(i, token, context());
            if (token.kind == TokenKind::punctuator) {
                if (token.text.size() == 1) punctuator(i, token.text[0]);
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

    void punctuator(uint32_t i, char c) {
        Scope& scope = top();
        if (c == '(' || c == '[') {
            ++scope.parens;
        } else if (c == ')' || c == ']') {
            scope.parens = std::max(scope.parens - 1, 0);
        } else if (c == '{') {
            open(i);
        } else if (c == '}') {
            close(i);
        } else if (c == '=' && scope.parens == 0 && scope.value == 0) {
            if (i > scope.first && !tokens_[i - 1].is("operator")) scope.value = i;
        } else if (c == ';' && scope.parens == 0) {
            scope.now_static = false;
            if (scope.kind == Opens::declarations && !scope.members) {
                outline_.on_declaration(scope.first, scope.value == 0 ? i : scope.value, i);
            }
            restart(i + 1);
        }
    }

    void open(uint32_t i) {
        if (scopes_.size() == kDeepestScope) {
            ++deeper_;
            return;
        }
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

    void close(uint32_t i) {
        if (deeper_ > 0) {
            --deeper_;
            return;
        }
        if (scopes_.size() == 1) return restart(i + 1);  // one brace too many
        bool ends = top().ends_with_it;
        functions_ -= top().kind == Opens::function;
        scopes_.pop_back();
        if (ends) restart(i + 1);
    }

    void restart(uint32_t i) {
        top().first = i;
        top().value = 0;
        top().parens = 0;
    }

    const Tokens& tokens_;
    const Outline& outline_;
    std::vector<Scope> scopes_;
    size_t deeper_ = 0;  // open braces beyond the deepest scope
    int functions_ = 0;  // open scopes of that kind
};

}  // namespace

size_t skip_group(const Tokens& tokens, size_t open, size_t end) {
    size_t behind = tokens.behind_group(open);
    return behind == 0 ? end : std::min(behind, end);
}

size_t end_of_part(const Tokens& tokens, Range range) {
    size_t i = range.first;
    while (i < range.end && !tokens[i].is(","))
        i = opens_group(tokens[i]) ? skip_group(tokens, i, range.end) : i + 1;
    return i;
}

std::vector<Range> split(const Tokens& tokens, Range range, size_t most) {
    std::vector<Range> parts;
    if (range.empty()) return parts;
    for (;;) {
        size_t end = end_of_part(tokens, range);
        if (parts.size() + 1 == most) end = range.end;
        parts.push_back({range.first, end});
        if (end == range.end) return parts;
        range.first = end + 1;
    }
}

Range strip_parentheses(const Tokens& tokens, Range range) {
    while (range.end - range.first >= 2 && tokens[range.first].is("(") &&
           skip_group(tokens, range.first, range.end) == range.end &&
           tokens[range.end - 1].is(")")) {
        range = {range.first + 1, range.end - 1};
    }
    return range;
}

void walk(const Tokens& tokens, const Outline& outline) {
    Walker(tokens, outline).run();
}

}  // namespace natmod::source
