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

source::RawTokens code_of(std::string_view directive) {
    return source::tokenize_code(directive.substr(1));
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

// One that has begun, with its directives' places.
struct Conditional {
    struct Bytes {
        size_t begin = 0, end = 0;
    };
    Bytes opens, alternate;
    std::optional<bool> native;
    int alternates = 0;
    bool plain = true;  // an #else is all that it has
};

bool is_about_entry(const source::RawToken& token) {
    if (token.kind == source::RawKind::directive)
        return token.text.find("py/dynruntime.h") != std::string_view::npos;
    return token.is("mpy_init") || token.is("mp_obj_full_type_t") || token.is("mp_map_elem_t") ||
           token.is("mp_fun_table");
}

bool registers_module(std::string_view source) {
    source::RawToken token;
    for (source::RawReader reader(source); reader.next(token);)
        if (token.kind == source::RawKind::word && token.is("MP_REGISTER_MODULE")) return true;
    return false;
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
        branches.text.reserve(source_.size());
        uint32_t kept = 0, gone = 0;  // lines
        bool behind_gap = false;
        for (size_t begin = 0; begin < source_.size();) {
            size_t end = source_.find('\n', begin);
            end = end == std::string_view::npos ? source_.size() : end + 1;
            std::string_view line = source_.substr(begin, end - begin);
            bool doubled = behind_gap && line == "\n" && branches.text.ends_with("\n\n");
            if (gone_[begin] || doubled) {
                behind_gap |= gone_[begin];
                ++gone;
            } else {
                branches.text += line;
                behind_gap = false;
                ++kept;
                if (branches.gaps.back().gone != gone) branches.gaps.push_back({kept, gone});
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
        source::RawTokens code = code_of(directive);
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

uint32_t Branches::line_in_source(uint32_t line) const {
    auto behind = std::ranges::upper_bound(gaps, std::max(line, 1U), {}, &Gap::line);
    return line + std::prev(behind)->gone;
}

Branches choose_branches(std::string_view source) {
    constexpr size_t kDeepest = 1000;
    bool registers = registers_module(source);
    Removal removal(source);
    std::vector<Conditional> open;
    size_t deeper = 0;            // open ones beyond the deepest
    size_t last_about_entry = 0;  // end of the last such token
    source::RawToken token;
    for (source::RawReader reader(source); reader.next(token);) {
        Condition what =
            token.kind == source::RawKind::directive ? condition_of(token.text) : Condition::none;
        if (what == Condition::opens) {
            if (open.size() < kDeepest)
                open.push_back(
                    {{token.begin, token.end()}, {}, is_for_native(code_of(token.text))});
            else
                ++deeper;
        } else if (what == Condition::alternates && deeper == 0 && !open.empty()) {
            Conditional& condition = open.back();
            if (condition.alternates++ > 0) condition.plain = false;
            condition.plain &= matches(code_of(token.text), "else");
            condition.alternate = {token.begin, token.end()};
        } else if (what == Condition::closes && deeper > 0) {
            --deeper;
        } else if (what == Condition::closes && !open.empty()) {
            Conditional condition = open.back();
            open.pop_back();
            bool about = registers || last_about_entry > condition.opens.begin;
            if (condition.native && condition.plain && about) {
                Conditional::Bytes middle = condition.alternates == 0
                                                ? Conditional::Bytes{token.begin, token.end()}
                                                : condition.alternate;
                if (*condition.native != registers) {  // the first branch stays
                    removal.lines(condition.opens.begin, condition.opens.end, true);
                    removal.lines(middle.begin, token.end(), true);
                } else {
                    removal.lines(condition.opens.begin, middle.end, true);
                    removal.lines(token.begin, token.end(), true);
                }
            }
        }
        if (is_about_entry(token)) last_about_entry = token.end();
    }
    return removal.rest();
}

}  // namespace natmod::migrate
