// SPDX-License-Identifier: MIT
#include "migrate/branches.h"

#include <algorithm>
#include <optional>

#include "migrate/entry_body.h"
#include "source/raw_source.h"

namespace natmod::migrate {
namespace {

// What an expression says of MICROPY_ENABLE_DYNRUNTIME, if it asks for nothing else.
struct Question {
    std::string_view pattern;
    bool if_native;
};
constexpr Question kQuestions[] = {
    {"MICROPY_ENABLE_DYNRUNTIME", true},
    {"! MICROPY_ENABLE_DYNRUNTIME", false},
    {"defined MICROPY_ENABLE_DYNRUNTIME", true},
    {"defined ( MICROPY_ENABLE_DYNRUNTIME )", true},
    {"! defined MICROPY_ENABLE_DYNRUNTIME", false},
    {"! defined ( MICROPY_ENABLE_DYNRUNTIME )", false},
};

std::vector<source::RawToken> code_of(std::string_view directive) {
    std::vector<source::RawToken> tokens = source::tokenize_raw(directive.substr(1));
    std::erase_if(tokens, [](const source::RawToken& token) { return !token.is_code(); });
    return tokens;
}

std::optional<bool> asks_for_native(source::Code expression) {
    for (const Question& question : kQuestions) {
        if (matches(expression, question.pattern)) return question.if_native;
    }
    return std::nullopt;
}

std::optional<bool> is_for_native(source::Code directive) {
    if (matches(directive, "ifdef MICROPY_ENABLE_DYNRUNTIME")) return true;
    if (matches(directive, "ifndef MICROPY_ENABLE_DYNRUNTIME")) return false;
    if (directive.empty() || !directive.front().is("if")) return std::nullopt;
    return asks_for_native(directive.subspan(1));
}

// Of `#if A && B`, where one of them decides: what holds if the whole does.
std::optional<bool> implies_native(source::Code directive) {
    if (directive.empty() || !directive.front().is("if")) return std::nullopt;
    std::optional<bool> native;
    size_t begin = 1;
    for (size_t i = begin; i <= directive.size(); ++i) {
        if (i < directive.size()) {
            if (directive[i].is("||") || directive[i].is("?")) return std::nullopt;
            if (directive[i].is("("))
                i = std::min(source::find_closing(directive, i), directive.size());
            if (i < directive.size() && !directive[i].is("&&")) continue;
        }
        if (auto part = asks_for_native(directive.subspan(begin, i - begin))) native = part;
        begin = std::min(i + 1, directive.size());
    }
    return native;
}

// Indices of the directives of one condition.
struct Conditional {
    size_t opens = 0, closes = 0;
    std::vector<size_t> alternates;
};

std::vector<Conditional> find_conditionals(source::Code tokens) {
    std::vector<Conditional> found, open;
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != source::RawKind::directive) continue;
        Condition what = condition_of(tokens[i].text);
        if (what == Condition::opens) {
            open.push_back({i, 0, {}});
        } else if (what != Condition::none && !open.empty()) {
            if (what == Condition::alternates) {
                open.back().alternates.push_back(i);
            } else {
                open.back().closes = i;
                found.push_back(std::move(open.back()));
                open.pop_back();
            }
        }
    }
    return found;
}

bool is_about_entry(source::Code tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [](const source::RawToken& token) {
        if (token.kind == source::RawKind::directive) {
            return token.text.find("py/dynruntime.h") != std::string_view::npos;
        }
        return token.is("mpy_init") || token.is("mp_obj_full_type_t") ||
               token.is("mp_map_elem_t") || token.is("mp_fun_table");
    });
}

// The bytes to remove, in whole lines.
class Removal {
  public:
    explicit Removal(std::string_view source) : source_(source), gone_(source.size(), false) {}

    // From the line that `begin` is in up to the one that `end` is in, or with it.
    void lines(size_t begin, size_t end, bool with_last) {
        begin = line_begin(begin);
        if (with_last) {
            end = source_.find('\n', end);
            end = end == std::string_view::npos ? source_.size() : end + 1;
        } else {
            end = line_begin(end);
        }
        for (size_t i = begin; i < end; ++i) gone_[i] = true;
    }

    // If two empty lines meet, one of them stays.
    Branches rest() const {
        Branches branches;
        uint32_t number = 1;
        bool behind_gap = false;
        for (size_t begin = 0; begin < source_.size(); ++number) {
            size_t end = source_.find('\n', begin);
            end = end == std::string_view::npos ? source_.size() : end + 1;
            std::string_view line = source_.substr(begin, end - begin);
            bool doubled = behind_gap && line == "\n" && branches.text.ends_with("\n\n");
            if (gone_[begin]) {
                behind_gap = true;
            } else if (!doubled) {
                branches.lines.push_back(number);
                branches.text += line;
                behind_gap = false;
            }
            begin = end;
        }
        return branches;
    }

  private:
    size_t line_begin(size_t at) const {
        size_t newline = at == 0 ? std::string_view::npos : source_.rfind('\n', at - 1);
        return newline == std::string_view::npos ? 0 : newline + 1;
    }

    std::string_view source_;
    std::vector<bool> gone_;
};

BranchKind kind_of(std::optional<bool> native) {
    if (!native) return BranchKind::any;
    return *native ? BranchKind::native : BranchKind::firmware;
}

}  // namespace

void follow_condition(std::string_view directive, std::vector<OpenCondition>& open) {
    Condition what = condition_of(directive);
    if (what == Condition::opens) {
        std::vector<source::RawToken> code = code_of(directive);
        std::optional<bool> native = is_for_native(code);
        OpenCondition condition;
        condition.here = kind_of(native ? native : implies_native(code));
        if (native) condition.otherwise = kind_of(!*native);
        open.push_back(condition);
    } else if (what == Condition::alternates && !open.empty()) {
        open.back().here = open.back().otherwise;
    } else if (what == Condition::closes && !open.empty()) {
        open.pop_back();
    }
}

Branches choose_branches(std::string_view source) {
    std::vector<source::RawToken> tokens = source::tokenize_raw(source);
    bool registers = source::mentions(tokens, "MP_REGISTER_MODULE");
    Removal removal(source);
    for (const Conditional& condition : find_conditionals(tokens)) {
        const source::RawToken& opens = tokens[condition.opens];
        const source::RawToken& closes = tokens[condition.closes];
        std::optional<bool> native = is_for_native(code_of(opens.text));
        bool plain = condition.alternates.empty() ||
                     (condition.alternates.size() == 1 &&
                      matches(code_of(tokens[condition.alternates[0]].text), "else"));
        if (!native || !plain) continue;
        source::Code inside =
            source::Code(tokens).subspan(condition.opens, condition.closes - condition.opens);
        if (!registers && !is_about_entry(inside)) continue;
        const source::RawToken& middle =
            condition.alternates.empty() ? closes : tokens[condition.alternates[0]];
        if (*native != registers) {  // the first branch stays
            removal.lines(opens.begin, opens.end(), true);
            removal.lines(middle.begin, closes.end(), true);
        } else {
            removal.lines(opens.begin, middle.end(), true);
            removal.lines(closes.begin, closes.end(), true);
        }
    }
    return removal.rest();
}

}  // namespace natmod::migrate
