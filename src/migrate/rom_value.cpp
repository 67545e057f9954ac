// SPDX-License-Identifier: MIT
#include "migrate/rom_value.h"

#include <fmt/format.h>
#include <algorithm>
#include <cctype>

namespace natmod::migrate {
namespace {

// Calls that are constants when their arguments are.
constexpr std::string_view kConstantCalls[] = {"sizeof", "MP_ARRAY_SIZE", "offsetof"};

bool is_macro_name(std::string_view name) {
    return std::none_of(name.begin(), name.end(), [](unsigned char c) { return std::islower(c); });
}

bool starts_cast(source::Code tokens) {
    if (tokens.size() < 2 || !tokens[0].is("(") || tokens[1].kind != source::RawKind::word)
        return false;
    size_t close = source::find_closing(tokens, 0);
    if (close + 1 >= tokens.size()) return false;
    const source::RawToken& next = tokens[close + 1];
    if (!(next.kind == source::RawKind::word || next.kind == source::RawKind::number ||
          next.is("(") || next.is("&") || next.is("-") || next.is("~"))) {
        return false;
    }
    return std::ranges::all_of(tokens.subspan(1, close - 1), [](const source::RawToken& token) {
        return token.kind == source::RawKind::word || token.is("*");
    });
}

// An expression of integers only.
bool is_constant_integer(source::Code tokens, const Names& names) {
    for (size_t i = 0; i < tokens.size(); ++i) {
        const source::RawToken& token = tokens[i];
        if (token.kind == source::RawKind::string || token.is("=") || token.is("&=") ||
            token.is("++") || token.is("--") || token.is("->") || token.is(".") || token.is("[")) {
            return false;
        }
        if (token.kind == source::RawKind::number &&
            token.text.find('.') != std::string_view::npos) {
            return false;
        }
        if (starts_cast(tokens.subspan(i))) {
            i = source::find_closing(tokens, i);
            continue;
        }
        if (token.kind != source::RawKind::word) continue;
        if (names.locals.contains(token.text) || names.variables.contains(token.text)) {
            return false;
        }
        bool call = i + 1 < tokens.size() && tokens[i + 1].is("(");
        if (call && std::find(std::begin(kConstantCalls), std::end(kConstantCalls), token.text) !=
                        std::end(kConstantCalls)) {
            i = source::find_closing(tokens, i + 1);
            continue;
        }
        if (names.constants.contains(token.text)) continue;
        if (call || !is_macro_name(token.text)) return false;
    }
    return !tokens.empty();
}

// Small integers have 31 bits on a 32-bit machine. A longer literal may be too big for one.
bool may_be_big(source::Code tokens) {
    for (const source::RawToken& token : tokens) {
        if (token.kind != source::RawKind::number) continue;
        try {
            if (std::stoull(std::string(token.text), nullptr, 0) >= 0x40000000) return true;
        } catch (const std::exception&) {
            return true;
        }
    }
    return false;
}

struct Named {
    std::string_view name, rom;
};
constexpr Named kNamed[] = {
    {"mp_const_none", "MP_ROM_NONE"},
    {"mp_const_true", "MP_ROM_TRUE"},
    {"mp_const_false", "MP_ROM_FALSE"},
    {"mp_const_empty_tuple", "MP_ROM_PTR(&mp_const_empty_tuple_obj)"},
    {"mp_const_empty_bytes", "MP_ROM_PTR(&mp_const_empty_bytes_obj)"},
};

std::optional<std::string> rom_boolean(source::Code argument) {
    if (matches(argument, "true") || matches(argument, "1")) return "MP_ROM_TRUE";
    if (matches(argument, "false") || matches(argument, "0")) return "MP_ROM_FALSE";
    return std::nullopt;
}

void add_macro(std::string_view directive, Names& names) {
    source::RawTokens tokens = source::tokenize_code(directive.substr(1));
    if (tokens.size() < 3 || !tokens[0].is("define")) return;
    if (tokens[1].end() == tokens[2].begin) return;  // it has parameters
    source::Code body = source::Code(tokens).subspan(2);
    bool constant = is_constant_integer(body, names) && !may_be_big(body);
    (constant ? names.constants : names.variables).add(tokens[1].text);
}

}  // namespace

source::Code strip_casts(source::Code tokens) {
    for (;;) {
        if (starts_cast(tokens)) {
            tokens = tokens.subspan(source::find_closing(tokens, 0) + 1);
        } else if (tokens.size() > 2 && tokens[0].is("(") &&
                   source::find_closing(tokens, 0) == tokens.size() - 1) {
            tokens = tokens.subspan(1, tokens.size() - 2);
        } else {
            return tokens;
        }
    }
}

bool is_constant(source::Code tokens, const Names& names) {
    tokens = strip_casts(tokens);
    if (tokens.empty()) return false;
    if (tokens[0].is("&")) {
        // An address: one name, then members and constant subscripts.
        if (tokens.size() < 2 || tokens[1].kind != source::RawKind::word) return false;
        if (names.locals.contains(tokens[1].text)) return false;
        return std::ranges::none_of(tokens.subspan(2), [](const source::RawToken& token) {
            return token.is("->") || token.is("(") || token.is("+");
        });
    }
    if (tokens.size() == 1 && tokens[0].kind == source::RawKind::word) {
        return !names.locals.contains(tokens[0].text) && !names.variables.contains(tokens[0].text);
    }
    return is_constant_integer(tokens, names);
}

std::optional<std::string> rom_value(source::Code value, const Names& names) {
    std::vector<source::Code> arguments;
    bool cast = starts_cast(value);
    value = strip_casts(value);
    for (const Named& named : kNamed) {
        if (matches(value, named.name)) return std::string(named.rom);
    }
    if (cast && !value.empty() && value[0].is("&") && is_constant(value, names)) {
        return fmt::format("MP_ROM_PTR({})", source::source_of(value));
    }
    if (source::is_call(value, "MP_OBJ_FROM_PTR", arguments) ||
        source::is_call(value, "MP_ROM_PTR", arguments)) {
        if (arguments.size() != 1) return std::nullopt;
        source::Code object = strip_casts(arguments[0]);
        if (object.empty() || !object[0].is("&") || !is_constant(object, names)) {
            return std::nullopt;
        }
        return fmt::format("MP_ROM_PTR({})", source::source_of(object));
    }
    if (source::is_call(value, "MP_OBJ_NEW_QSTR", arguments) ||
        source::is_call(value, "MP_ROM_QSTR", arguments)) {
        if (arguments.size() != 1 || arguments[0].size() != 1 ||
            !arguments[0][0].text.starts_with("MP_QSTR_")) {
            return std::nullopt;
        }
        return fmt::format("MP_ROM_QSTR({})", arguments[0][0].text);
    }
    if (source::is_call(value, "mp_obj_new_bool", arguments) && arguments.size() == 1) {
        return rom_boolean(arguments[0]);
    }
    if (source::is_call(value, "MP_DYNRUNTIME_MAKE_FUNCTION", arguments) && arguments.size() == 1) {
        auto object = names.made.find(source::source_of(arguments[0]));
        if (object == names.made.end()) return std::nullopt;
        return fmt::format("MP_ROM_PTR(&{})", object->second);
    }
    bool checked = source::is_call(value, "mp_obj_new_int", arguments) ||
                   source::is_call(value, "mp_obj_new_int_from_uint", arguments);
    if (checked || source::is_call(value, "MP_OBJ_NEW_SMALL_INT", arguments) ||
        source::is_call(value, "MP_ROM_INT", arguments)) {
        if (arguments.size() != 1 || !is_constant_integer(arguments[0], names) ||
            (checked && may_be_big(arguments[0]))) {
            return std::nullopt;
        }
        return fmt::format("MP_ROM_INT({})", source::source_of(arguments[0]));
    }
    return std::nullopt;
}

bool Words::contains(std::string_view word) const {
    return few_.contains(word) || std::ranges::binary_search(many_, word);
}

Names names_of_file(const source::SplitSource& source) {
    Names names;
    for (const source::RawToken& token : source::Code(source.rest))
        if (token.kind == source::RawKind::directive) add_macro(token.text, names);
    std::deque<std::string_view> constants, variables;
    source::Code tokens = source.code;
    for (size_t i = 0; i < tokens.size(); ++i) {
        const source::RawToken& token = tokens[i];
        if (token.is("enum")) {
            size_t open = i;
            while (open < tokens.size() && !tokens[open].is("{") && !tokens[open].is(";")) ++open;
            if (open >= tokens.size() || !tokens[open].is("{")) continue;
            size_t close = source::find_closing(tokens, open);
            if (close >= tokens.size()) continue;
            for (i = open + 1; i < close; ++i) {
                source::Code rest = tokens.subspan(i, close - i);
                source::Code enumerator = rest.first(source::end_of_argument(rest));
                i += enumerator.size();
                if (enumerator.empty()) continue;
                (may_be_big(enumerator) ? variables : constants).push_back(enumerator[0].text);
            }
            i = close;
        } else if (token.is("{")) {
            i = source::find_closing(tokens, i);
        } else if (token.kind == source::RawKind::word && i + 1 < tokens.size() && i > 0 &&
                   (tokens[i - 1].kind == source::RawKind::word || tokens[i - 1].is("*")) &&
                   (tokens[i + 1].is("=") || tokens[i + 1].is(";"))) {
            variables.push_back(token.text);
        }
    }
    names.constants.add_all(std::move(constants));
    names.variables.add_all(std::move(variables));
    return names;
}

}  // namespace natmod::migrate
