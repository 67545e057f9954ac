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

std::vector<source::RawToken> without_comments(source::Code tokens) {
    std::vector<source::RawToken> code;
    std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(code),
                 [](const source::RawToken& token) { return token.is_code(); });
    return code;
}

struct Range {
    size_t first, last;  // tokens, both in it
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
        found.push_back({first, close});
    }
    return found;
}

// A condition that has nothing else goes with them, so do the comments above.
std::vector<Range> with_conditions(source::Code tokens, std::vector<Range> ranges) {
    auto covers = [&](size_t index) {
        return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
            return index >= range.first && index <= range.last;
        });
    };
    for (size_t opens = tokens.size(); opens-- > 0;) {
        if (tokens[opens].kind != source::RawKind::directive ||
            condition_of(tokens[opens].text) != Condition::opens) {
            continue;
        }
        size_t i = opens + 1;
        bool some = false;
        for (; i < tokens.size(); ++i) {
            if (covers(i)) {
                some = true;
            } else if (tokens[i].kind != source::RawKind::comment) {
                break;
            }
        }
        bool only = some && i < tokens.size() && tokens[i].kind == source::RawKind::directive &&
                    condition_of(tokens[i].text) == Condition::closes;
        if (!only) continue;
        std::erase_if(ranges, [&](const Range& r) { return r.first > opens && r.last < i; });
        ranges.push_back({opens, i});
    }
    return ranges;
}

}  // namespace

std::string use_firmware_names(std::string_view source) {
    std::vector<source::RawToken> tokens = source::tokenize_raw(source);
    std::vector<source::RawToken> code = without_comments(tokens);
    std::vector<Edit> edits;
    for (size_t i = 0; i + 2 < code.size(); ++i) {
        if (!matches(source::Code(code).subspan(i, 2), "mp_fun_table .")) continue;
        // `&mp_fun_table.type_type` is meant to be the type, too.
        bool address = i > 1 && code[i - 1].is("&") && code[i - 2].kind != source::RawKind::word;
        for (const Member& member : kMembers) {
            if (!code[i + 2].is(member.name)) continue;
            bool type = member.text[0] == '&';
            edits.push_back({code[type && address ? i - 1 : i].begin, code[i + 2].end(),
                             std::string(member.text)});
        }
    }
    bool own_static = std::any_of(tokens.begin(), tokens.end(), [](const source::RawToken& token) {
        return token.kind == source::RawKind::directive &&
               source::mentions(source::tokenize_raw(token.text.substr(1)), "STATIC");
    });
    for (const source::RawToken& token : code) {
        if (token.is("STATIC") && !own_static)
            edits.push_back({token.begin, token.end(), "static"});
    }
    return apply_edits(source, std::move(edits));
}

std::vector<Edit> remove_memory_functions(source::Code tokens, std::string_view source) {
    std::vector<source::RawToken> code = without_comments(tokens);
    std::vector<Range> gone;
    auto index = [&](const source::RawToken& token) {
        auto at = std::find_if(tokens.begin(), tokens.end(), [&](const source::RawToken& other) {
            return other.begin == token.begin;
        });
        return static_cast<size_t>(at - tokens.begin());
    };
    for (const Range& range : find_memory_functions(code)) {
        gone.push_back({index(code[range.first]), index(code[range.last])});
    }
    std::vector<Edit> edits;
    for (const Range& range : with_conditions(tokens, std::move(gone))) {
        // A comment that names none of them may be about more.
        size_t begin = comments_above(tokens, source, tokens[range.first].begin);
        std::string_view comments = source.substr(begin, tokens[range.first].begin - begin);
        bool about = std::any_of(
            std::begin(kMemoryFunctions), std::end(kMemoryFunctions),
            [&](std::string_view name) { return comments.find(name) != std::string_view::npos; });
        if (!about) begin = tokens[range.first].begin;
        edits.push_back(removal(source, begin, tokens[range.last].end()));
    }
    return edits;
}

bool is_memory_function(std::string_view name) {
    return std::find(std::begin(kMemoryFunctions), std::end(kMemoryFunctions), name) !=
           std::end(kMemoryFunctions);
}

}  // namespace natmod::migrate
