// SPDX-License-Identifier: MIT
#include "source/rewrite.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>
#include <vector>

#include "base/error.h"
#include "source/structure.h"
#include "source/tokens.h"

namespace natmod::source {
namespace {

constexpr std::string_view kSymbol = "natmod_q_";
constexpr std::string_view kObject = "NATMOD_QSTR_OBJECT";

// Switches over qstrs, and qstrs in one of them: each case is looked for one by one, here and on
// the device.
constexpr size_t kMostSwitches = 1000, kMostCases = 1000;

// Numbers that stand for the cases: beyond any qstr, and positive in every integer type of 32 bits.
constexpr unsigned kFirstCase = 0x7ff00000;

// What an edit writes.
enum class Writes : uint32_t {
    case_number,    // `number` is that of the case
    call,           // of the function that makes an object
    cast,           // to an object
    symbol,         // of the object of the qstr whose symbol the edit replaces
    switch_opens,   // around the value of a switch
    switch_closes,  // `number` is that of its table
};

// Characters [first, end) of the text get other content. There may be one for each few bytes of it.
struct Edit {
    uint32_t first, end;
    Writes writes;
    uint32_t number;
};

struct Switch {
    uint32_t word;            // token `switch`; its parenthesis is behind it
    uint32_t body, body_end;  // tokens of the statement, which the parenthesis ends before
    uint32_t table;           // number of its table of qstrs, or kNone

    static constexpr uint32_t kNone = UINT32_MAX;
};

// The qstrs of a switch, in order of their cases, each once.
struct Table {
    Switch owner;
    std::vector<std::string_view> qstrs;
};

struct Rewriter {
    std::string_view text;
    bool cxx;
    Tokens tokens;
    std::deque<Edit> edits = {};
    std::vector<Switch> open = {};  // switches that may not have ended
    std::deque<Table> tables = {};
    size_t object_end = 0;  // behind the last NATMOD_QSTR_OBJECT(...)

    Token at(size_t i) const { return tokens[i]; }
    size_t count() const { return tokens.size(); }
    uint32_t offset(size_t i) const {
        return static_cast<uint32_t>(at(i).text.data() - text.data());
    }
    uint32_t end_offset(size_t i) const {
        return offset(i) + static_cast<uint32_t>(at(i).text.size());
    }

    [[noreturn]] void fail(size_t i, std::string message, std::string hint) const {
        throw Error({Place(tokens.file(i), tokens.line(i)), std::move(message), std::move(hint)});
    }
    // Instead of tokens [first, end).
    void replace(size_t first, size_t end, Writes writes, uint32_t number = 0) {
        edits.push_back({offset(first), end_offset(end - 1), writes, number});
    }
    void insert_before(size_t i, Writes writes, uint32_t number) {
        edits.push_back({offset(i), offset(i), writes, number});
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

// Forgets those that end before that token.
void leave_switches(Rewriter& rewriter, size_t token) {
    while (!rewriter.open.empty() && rewriter.open.back().body_end <= token)
        rewriter.open.pop_back();
}

// Reads `switch ( ... )` and finds where its statement ends.
void read_switch(Rewriter& rewriter, size_t word) {
    size_t open = word + 1;
    if (open >= rewriter.count() || !rewriter.at(open).is("(")) return;
    size_t body = skip_group(rewriter.tokens, open, rewriter.count());
    if (body == rewriter.count()) return;
    size_t end = body;
    if (rewriter.at(body).is("{")) {
        end = skip_group(rewriter.tokens, body, rewriter.count());
    } else {
        constexpr size_t kLongest = 1000;  // it may never end
        size_t limit = std::min(body + kLongest, rewriter.count());
        while (end < limit && !rewriter.at(end).is(";")) {
            bool group = rewriter.at(end).is("(") || rewriter.at(end).is("{");
            end = group ? skip_group(rewriter.tokens, end, rewriter.count()) : end + 1;
        }
    }
    leave_switches(rewriter, word);
    rewriter.open.push_back({static_cast<uint32_t>(word), static_cast<uint32_t>(body),
                             static_cast<uint32_t>(end), Switch::kNone});
}

// A label that is a qstr becomes the number of that qstr's case.
void read_case(Rewriter& rewriter, size_t word) {
    size_t colon = find_colon(rewriter, word);
    if (colon == rewriter.count()) return;
    std::string_view qstr;
    for (size_t i = word + 1; i < colon; ++i) {
        std::string_view name = rewriter.at(i).text;
        if (!name.starts_with(kSymbol)) continue;
        if (!qstr.empty()) {
            rewriter.fail(word, "a case label with two qstrs", "give each a case of its own");
        }
        qstr = name;
    }
    if (qstr.empty()) return;

    leave_switches(rewriter, word);
    auto own = std::find_if(rewriter.open.rbegin(), rewriter.open.rend(), [&](const Switch& each) {
        return each.body <= word && word < each.body_end;
    });
    if (own == rewriter.open.rend()) return;  // the compiler says so
    if (own->table == Switch::kNone) {
        if (rewriter.tables.size() == kMostSwitches)
            rewriter.fail(word, fmt::format("more than {} switches over qstrs", kMostSwitches),
                          "split the source");
        own->table = static_cast<uint32_t>(rewriter.tables.size());
        rewriter.tables.push_back({*own, {}});
    }
    auto& qstrs = rewriter.tables[own->table].qstrs;
    auto known = std::find(qstrs.begin(), qstrs.end(), qstr);
    auto number = static_cast<uint32_t>(known - qstrs.begin());
    if (known == qstrs.end()) {
        if (qstrs.size() == kMostCases)
            rewriter.fail(word, fmt::format("a switch over more than {} qstrs", kMostCases),
                          "look them up in a dict");
        qstrs.push_back(qstr);
    }
    rewriter.replace(word + 1, colon, Writes::case_number, number);
}

// NATMOD_QSTR_OBJECT ( expression )
void read_object(Rewriter& rewriter, size_t word, const Context& context) {
    size_t open = word + 1;
    if (open >= rewriter.count() || !rewriter.at(open).is("(")) return;
    size_t behind = skip_group(rewriter.tokens, open, rewriter.count());
    if (context.in_function && !context.is_static) {
        return rewriter.replace(word, open, Writes::call);
    }
    bool has_qstr = false;
    rewriter.replace(word, open, Writes::cast);
    if (behind <= rewriter.object_end) return;  // in another, whose qstrs are done
    rewriter.object_end = behind;
    for (size_t i = open + 1; i < behind; ++i) {
        std::string_view name = rewriter.at(i).text;
        if (!name.starts_with(kSymbol)) continue;
        rewriter.replace(i, i + 1, Writes::symbol);
        has_qstr = true;
    }
    if (!has_qstr) {
        rewriter.fail(word, "no qstr as an object in a table",
                      "write MP_ROM_QSTR(MP_QSTR_name), or MP_ROM_NONE");
    }
}

// The part of a switch's head that is its value: C++ allows a statement before it.
size_t value_of_head(const Rewriter& rewriter, const Switch& found) {
    size_t first = found.word + 2, close = found.body - 1;
    for (size_t i = first; i < close;) {
        const Token& token = rewriter.at(i);
        if (token.is(";")) first = i + 1;
        bool group = token.is("(") || token.is("[") || token.is("{");
        i = group ? skip_group(rewriter.tokens, i, close) : i + 1;
    }
    bool declares = first + 2 < close && rewriter.at(first + 2).is("=") &&
                    rewriter.at(first).kind == TokenKind::identifier &&
                    rewriter.at(first + 1).kind == TokenKind::identifier;
    if (declares) {
        rewriter.fail(found.word, "a switch with qstr cases over a declaration",
                      "declare the variable before the switch");
    }
    return first;
}

// What the edited text refers to, in front of it.
void add_prelude(const Rewriter& rewriter, std::string& text) {
    if (rewriter.tables.empty()) return;
    std::set<std::string_view> names;
    for (const Table& table : rewriter.tables) names.insert(table.qstrs.begin(), table.qstrs.end());
    // As of a system header, so that the user's warning options are no matter.
    text += "# 1 \"<natmod>\" 3\n";
    if (rewriter.cxx) text += "extern \"C\" { ";
    for (std::string_view name : names) text += fmt::format("extern const char {}[]; ", name);
    if (rewriter.cxx) text += "} ";
    text += fmt::format(
        "typedef __typeof__(sizeof(0)) natmod_word; "
        "static __inline__ natmod_word natmod_case(natmod_word value, "
        "const natmod_word *table, unsigned count) {{ "
        "unsigned i; for (i = 0; i < count; ++i) {{ "
        "if (table[i] == value) return {:#x}u + i; }} return value; }} ",
        kFirstCase);
    for (size_t i = 0; i < rewriter.tables.size(); ++i) {
        text += fmt::format("static const natmod_word natmod_cases_{}[] = {{ ", i);
        for (std::string_view name : rewriter.tables[i].qstrs)
            text += fmt::format("(natmod_word){}, ", name);
        text += "}; ";
    }
    text += "\n";
}

std::string content(const Rewriter& rewriter, const Edit& edit) {
    switch (edit.writes) {
        case Writes::case_number:
            return fmt::format(" {:#x}u", kFirstCase + edit.number);
        case Writes::call:
            return "natmod_obj_from_qstr";
        case Writes::cast:
            return "(mp_obj_t)";
        case Writes::symbol:
            return fmt::format("{}{}", rewriter.text.substr(edit.first, edit.end - edit.first),
                               kObjectEnding);
        case Writes::switch_opens:
            return "natmod_case((natmod_word)(";
        case Writes::switch_closes:
            break;
    }
    return fmt::format("), natmod_cases_{}, {}u)", edit.number,
                       rewriter.tables[edit.number].qstrs.size());
}

// Calls add(text) with each piece of the edited text. What an edit removes leaves its line ends and
// line markers behind.
template <typename Add>
void for_each_piece(const Rewriter& rewriter, Add add) {
    std::string_view text = rewriter.text;
    size_t done = 0;
    for (const Edit& edit : rewriter.edits) {
        if (edit.first < done) continue;
        add(text.substr(done, edit.first - done));
        add(content(rewriter, edit));
        std::string_view removed = text.substr(edit.first, edit.end - edit.first);
        for (size_t line = removed.find('\n'); line != std::string_view::npos;
             line = removed.find('\n', line + 1)) {
            size_t end = line + 1;
            if (removed.substr(end).starts_with('#')) end = removed.find('\n', end);
            add(removed.substr(line, end - line));
        }
        done = edit.end;
    }
    add(text.substr(done));
}

std::string apply(Rewriter& rewriter) {
    rewriter.tokens = {};  // the text may take their place
    std::ranges::stable_sort(rewriter.edits, {}, &Edit::first);
    std::string result;
    add_prelude(rewriter, result);
    size_t size = result.size();
    for_each_piece(rewriter, [&](std::string_view piece) { size += piece.size(); });
    result.reserve(size);
    for_each_piece(rewriter, [&](std::string_view piece) { result += piece; });
    return result;
}

}  // namespace

std::string rewrite_text(std::string_view text, bool cxx) {
    Rewriter rewriter{text, cxx, tokenize(text)};
    Outline outline;
    outline.on_token = [&](size_t i, const Token& token, const Context& context) {
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
    std::ranges::sort(rewriter.tables, {}, [](const Table& table) { return table.owner.word; });
    for (uint32_t i = 0; i < rewriter.tables.size(); ++i) {
        const Switch& found = rewriter.tables[i].owner;
        rewriter.insert_before(value_of_head(rewriter, found), Writes::switch_opens, i);
        rewriter.insert_before(found.body - 1, Writes::switch_closes, i);
    }
    return apply(rewriter);
}

}  // namespace natmod::source
