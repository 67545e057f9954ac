// SPDX-License-Identifier: MIT
#include "migrate/firmware_names.h"

#include <algorithm>

#include "migrate/entry_body.h"

namespace natmod::migrate {
namespace {

struct Member {
    std::string_view name, text;
};
constexpr Member kMembers[] = {
    {"type_type", "&mp_type_type"},
    {"type_str", "&mp_type_str"},
    {"type_tuple", "&mp_type_tuple"},
    {"type_list", "&mp_type_list"},
    {"type_Exception", "&mp_type_Exception"},
    {"type_fun_builtin_0", "&mp_type_fun_builtin_0"},
    {"type_fun_builtin_1", "&mp_type_fun_builtin_1"},
    {"type_fun_builtin_2", "&mp_type_fun_builtin_2"},
    {"type_fun_builtin_3", "&mp_type_fun_builtin_3"},
    {"type_fun_builtin_var", "&mp_type_fun_builtin_var"},
    {"memset_", "memset"},
    {"memmove_", "memmove"},
    {"printf_", "mp_printf"},
    {"vprintf_", "mp_vprintf"},
};
constexpr std::string_view kMemoryFunctions[] = {"memset", "memcpy", "memmove"};

struct Range {
    size_t begin, end;  // bytes
};

// `void *memcpy(...) { return memmove(...); }`, perhaps with words in front.
std::vector<Range> find_memory_functions(source::Code tokens) {
    std::vector<Range> found;
    for (size_t i = 2; i + 1 < tokens.size(); ++i) {
        if (!is_memory_function(tokens[i].text) || !tokens[i + 1].is("(") ||
            !tokens[i - 1].is("*") || !tokens[i - 2].is("void")) {
            continue;
        }
        size_t open = source::find_closing(tokens, i + 1) + 1;
        if (open >= tokens.size() || !tokens[open].is("{")) continue;
        size_t close = source::find_closing(tokens, open);
        if (close >= tokens.size()) continue;
        source::Code body = tokens.subspan(open + 1, close - open - 1);
        std::vector<source::Code> arguments;
        bool calls = body.size() > 4 && body[0].is("return") && body.back().is(";") &&
                     is_memory_function(body[1].text) &&
                     source::is_call(body.subspan(1, body.size() - 2), body[1].text, arguments);
        if (!calls) continue;
        size_t first = i - 2;
        while (first > 0 && (tokens[first - 1].is("static") || tokens[first - 1].is("inline"))) {
            --first;
        }
        found.push_back({tokens[first].begin, tokens[close].end()});
    }
    return found;
}

// The range that has that byte, or the end. `ranges` are in order.
auto covering(std::vector<Range>& ranges, size_t offset) {
    auto found = std::ranges::upper_bound(ranges, offset, {}, &Range::end);
    return found != ranges.end() && found->begin <= offset ? found : ranges.end();
}

// Whether all code between two places is in ranges, and there is some.
bool has_only(std::vector<Range>& ranges, source::Code code, size_t begin, size_t end) {
    for (bool some = false;; some = true) {
        size_t low = 0;  // the first token from `begin` on
        for (size_t high = code.size(); low < high;) {
            size_t middle = (low + high) / 2;
            if (code[middle].begin < begin)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == code.size() || code[low].begin >= end) return some;
        auto range = covering(ranges, code[low].begin);
        if (range == ranges.end()) return false;
        begin = range->end;
    }
}

// A condition that has nothing else goes with them.
std::vector<Range> with_conditions(const source::SplitSource& source, std::vector<Range> ranges) {
    source::Code rest = source.rest;
    for (size_t opens = rest.size(); opens-- > 0;) {
        source::RawToken first = rest[opens];
        if (first.kind != source::RawKind::directive ||
            condition_of(first.text) != Condition::opens) {
            continue;
        }
        size_t i = opens + 1;
        while (i < rest.size() && (rest[i].kind == source::RawKind::comment ||
                                   covering(ranges, rest[i].begin) != ranges.end()))
            ++i;
        if (i == rest.size() || condition_of(rest[i].text) != Condition::closes) continue;
        source::RawToken last = rest[i];
        if (!has_only(ranges, source.code, first.end(), last.begin)) continue;
        auto inside = std::ranges::upper_bound(ranges, first.begin, {}, &Range::begin);
        auto behind = std::ranges::upper_bound(ranges, last.begin, {}, &Range::begin);
        *inside = {first.begin, last.end()};
        ranges.erase(inside + 1, behind);
    }
    return ranges;
}

}  // namespace

std::string use_firmware_names(std::string_view source) {
    source::SplitSource tokens(source);
    source::Code code = tokens.code;
    Edits edits;
    for (size_t i = 0; i + 2 < code.size(); ++i) {
        if (!code[i].is("mp_fun_table") || !code[i + 1].is(".")) continue;
        // `&mp_fun_table.type_type` is meant to be the type, too.
        bool address = i > 1 && code[i - 1].is("&") && code[i - 2].kind != source::RawKind::word;
        for (const Member& member : kMembers) {
            if (!code[i + 2].is(member.name)) continue;
            bool type = member.text[0] == '&';
            edits.push_back({code[type && address ? i - 1 : i].begin, code[i + 2].end(),
                             std::string(member.text)});
        }
    }
    bool own_static = std::ranges::any_of(source::Code(tokens.rest), [](const auto& token) {
        return token.kind == source::RawKind::directive &&
               source::mentions(source::tokenize_raw(token.text.substr(1)), "STATIC");
    });
    for (const source::RawToken& token : code) {
        if (token.is("STATIC") && !own_static)
            edits.push_back({token.begin, token.end(), "static"});
    }
    return apply_edits(source, std::move(edits));
}

Edits remove_memory_functions(const source::SplitSource& tokens, std::string_view source) {
    Edits edits;
    for (const Range& range : with_conditions(tokens, find_memory_functions(tokens.code))) {
        // A comment that names none of them may be about more.
        size_t begin = comments_above(tokens.rest, source, range.begin);
        std::string_view comments = source.substr(begin, range.begin - begin);
        bool about = std::any_of(
            std::begin(kMemoryFunctions), std::end(kMemoryFunctions),
            [&](std::string_view name) { return comments.find(name) != std::string_view::npos; });
        edits.push_back(removal(source, about ? begin : range.begin, range.end));
    }
    return edits;
}

bool is_memory_function(std::string_view name) {
    return std::find(std::begin(kMemoryFunctions), std::end(kMemoryFunctions), name) !=
           std::end(kMemoryFunctions);
}

}  // namespace natmod::migrate
