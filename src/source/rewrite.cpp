// SPDX-License-Identifier: MIT
#include "source/rewrite.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/error.h"
#include "source/structure.h"
#include "source/tokens.h"

namespace natmod::source {
namespace {

constexpr std::string_view kSymbol = "natmod_q_";
constexpr std::string_view kObject = "NATMOD_QSTR_OBJECT";

// Numbers that stand for the cases: beyond any qstr, and positive in every integer type of 32 bits.
constexpr unsigned kFirstCase = 0x7ff00000;

// Characters [first, end) of the text get other content.
struct Edit {
    size_t first;
    size_t end;
    std::string content;
};

struct Switch {
    size_t word;                     // token `switch`
    size_t open, close;              // its parentheses
    size_t body, body_end;           // tokens of the statement
    std::vector<std::string> qstrs;  // in order of their cases, each once
};

struct Rewriter {
    std::string_view text;
    bool cxx;
    Tokens tokens;
    std::vector<Edit> edits = {};
    std::vector<Switch> switches = {};

    const Token& at(size_t i) const { return tokens.list[i]; }
    size_t count() const { return tokens.list.size(); }
    size_t offset(size_t i) const { return static_cast<size_t>(at(i).text.data() - text.data()); }
    size_t end_offset(size_t i) const { return offset(i) + at(i).text.size(); }

    [[noreturn]] void fail(size_t i, std::string message, std::string hint) const {
        throw Error(
            {Place(tokens.files[at(i).file], at(i).line), std::move(message), std::move(hint)});
    }
    // Tokens [first, end) become `content`.
    void replace(size_t first, size_t end, std::string content) {
        edits.push_back({offset(first), end_offset(end - 1), std::move(content)});
    }
    void insert_before(size_t i, std::string content) {
        edits.push_back({offset(i), offset(i), std::move(content)});
    }
};

// The `:` that ends the label behind `case`, or the end.
size_t find_colon(const Rewriter& rewriter, size_t word) {
    int conditionals = 0;
    for (size_t i = word + 1; i < rewriter.count();) {
        const Token& token = rewriter.at(i);
        if (token.is("?")) ++conditionals;
        if (token.is(":") && conditionals-- == 0) return i;
        if (token.is(";") || token.is("case")) break;
        bool group = token.is("(") || token.is("[") || token.is("{");
        i = group ? skip_group(rewriter.tokens, i, rewriter.count()) : i + 1;
    }
    return rewriter.count();
}

// Reads `switch ( ... )` and finds where its statement ends.
void read_switch(Rewriter& rewriter, size_t word) {
    size_t open = word + 1;
    if (open >= rewriter.count() || !rewriter.at(open).is("(")) return;
    size_t body = skip_group(rewriter.tokens, open, rewriter.count());
    size_t end = body;
    if (body < rewriter.count() && rewriter.at(body).is("{")) {
        end = skip_group(rewriter.tokens, body, rewriter.count());
    } else {
        while (end < rewriter.count() && !rewriter.at(end).is(";")) {
            bool group = rewriter.at(end).is("(") || rewriter.at(end).is("{");
            end = group ? skip_group(rewriter.tokens, end, rewriter.count()) : end + 1;
        }
    }
    rewriter.switches.push_back({word, open, body - 1, body, end, {}});
}

// A label that is a qstr becomes the number of that qstr's case.
void read_case(Rewriter& rewriter, size_t word) {
    size_t colon = find_colon(rewriter, word);
    if (colon == rewriter.count()) return;
    std::string qstr;
    for (size_t i = word + 1; i < colon; ++i) {
        std::string_view name = rewriter.at(i).text;
        if (!name.starts_with(kSymbol)) continue;
        if (!qstr.empty()) {
            rewriter.fail(word, "a case label with two qstrs", "give each a case of its own");
        }
        qstr = name;
    }
    if (qstr.empty()) return;

    auto& switches = rewriter.switches;
    auto own = std::find_if(switches.rbegin(), switches.rend(), [&](const Switch& candidate) {
        return candidate.body <= word && word < candidate.body_end;
    });
    if (own == switches.rend()) return;  // the compiler says so
    auto known = std::find(own->qstrs.begin(), own->qstrs.end(), qstr);
    auto number = static_cast<unsigned>(known - own->qstrs.begin());
    if (known == own->qstrs.end()) own->qstrs.push_back(qstr);
    rewriter.replace(word + 1, colon, fmt::format(" {:#x}u", kFirstCase + number));
}

// NATMOD_QSTR_OBJECT ( expression )
void read_object(Rewriter& rewriter, size_t word, const Context& context) {
    size_t open = word + 1;
    if (open >= rewriter.count() || !rewriter.at(open).is("(")) return;
    size_t behind = skip_group(rewriter.tokens, open, rewriter.count());
    if (context.in_function && !context.is_static) {
        return rewriter.replace(word, open, "natmod_obj_from_qstr");
    }
    bool has_qstr = false;
    rewriter.replace(word, open, "(mp_obj_t)");
    for (size_t i = open + 1; i < behind; ++i) {
        std::string_view name = rewriter.at(i).text;
        if (!name.starts_with(kSymbol)) continue;
        rewriter.replace(i, i + 1, fmt::format("{}{}", name, kObjectEnding));
        has_qstr = true;
    }
    if (!has_qstr) {
        rewriter.fail(word, "no qstr as an object in a table",
                      "write MP_ROM_QSTR(MP_QSTR_name), or MP_ROM_NONE");
    }
}

// The part of a switch's head that is its value: C++ allows a statement before it.
size_t value_of_head(const Rewriter& rewriter, const Switch& found) {
    size_t first = found.open + 1;
    for (size_t i = first; i < found.close;) {
        const Token& token = rewriter.at(i);
        if (token.is(";")) first = i + 1;
        bool group = token.is("(") || token.is("[") || token.is("{");
        i = group ? skip_group(rewriter.tokens, i, found.close) : i + 1;
    }
    bool declares = first + 2 < found.close && rewriter.at(first + 2).is("=") &&
                    rewriter.at(first).kind == TokenKind::identifier &&
                    rewriter.at(first + 1).kind == TokenKind::identifier;
    if (declares) {
        rewriter.fail(found.word, "a switch with qstr cases over a declaration",
                      "declare the variable before the switch");
    }
    return first;
}

// What the edited text refers to, in front of it.
std::string prelude(const Rewriter& rewriter) {
    std::set<std::string> names;
    for (const Switch& found : rewriter.switches) {
        names.insert(found.qstrs.begin(), found.qstrs.end());
    }
    if (names.empty()) return {};
    // As of a system header, so that the user's warning options are no matter.
    std::string text = "# 1 \"<natmod>\" 3\n";
    if (rewriter.cxx) text += "extern \"C\" { ";
    for (const std::string& name : names) text += fmt::format("extern const char {}[]; ", name);
    if (rewriter.cxx) text += "} ";
    text += fmt::format(
        "typedef __typeof__(sizeof(0)) natmod_word; "
        "static __inline__ natmod_word natmod_case(natmod_word value, "
        "const natmod_word *table, unsigned count) {{ "
        "unsigned i; for (i = 0; i < count; ++i) {{ "
        "if (table[i] == value) return {:#x}u + i; }} return value; }} ",
        kFirstCase);
    for (size_t i = 0; i < rewriter.switches.size(); ++i) {
        const Switch& found = rewriter.switches[i];
        if (found.qstrs.empty()) continue;
        text += fmt::format("static const natmod_word natmod_cases_{}[] = {{ ", i);
        for (const std::string& name : found.qstrs) {
            text += fmt::format("(natmod_word){}, ", name);
        }
        text += "}; ";
    }
    return text + "\n";
}

// The edited text. What an edit removes leaves its line ends and line markers behind.
std::string apply(const Rewriter& rewriter) {
    std::vector<Edit> edits = rewriter.edits;
    std::stable_sort(edits.begin(), edits.end(),
                     [](const Edit& a, const Edit& b) { return a.first < b.first; });
    std::string result = prelude(rewriter);
    size_t done = 0;
    for (const Edit& edit : edits) {
        if (edit.first < done) continue;
        result += rewriter.text.substr(done, edit.first - done);
        result += edit.content;
        std::string_view removed = rewriter.text.substr(edit.first, edit.end - edit.first);
        for (size_t line = removed.find('\n'); line != std::string_view::npos;
             line = removed.find('\n', line + 1)) {
            result += '\n';
            if (removed.substr(line + 1).starts_with('#')) {
                result += removed.substr(line + 1, removed.find('\n', line + 1) - line - 1);
            }
        }
        done = edit.end;
    }
    result += rewriter.text.substr(done);
    return result;
}

}  // namespace

std::string rewrite_text(std::string_view text, bool cxx) {
    Rewriter rewriter{text, cxx, tokenize(text)};
    Outline outline;
    outline.on_token = [&](size_t i, const Context& context) {
        const Token& token = rewriter.at(i);
        if (token.kind != TokenKind::identifier) return;
        if (token.is("switch")) {
            read_switch(rewriter, i);
        } else if (token.is("case")) {
            read_case(rewriter, i);
        } else if (token.text == kObject) {
            read_object(rewriter, i, context);
        }
    };
    outline.on_declaration = [](size_t, size_t, size_t) {};
    outline.on_function = [](std::string_view, size_t) {};
    walk(rewriter.tokens, outline);
    for (size_t i = 0; i < rewriter.switches.size(); ++i) {
        const Switch& found = rewriter.switches[i];
        if (found.qstrs.empty()) continue;
        rewriter.insert_before(value_of_head(rewriter, found), "natmod_case((natmod_word)(");
        rewriter.insert_before(found.close,
                               fmt::format("), natmod_cases_{}, {}u)", i, found.qstrs.size()));
    }
    return apply(rewriter);
}

}  // namespace natmod::source
