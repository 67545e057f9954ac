// SPDX-License-Identifier: MIT
#include "source/c_outline.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "source/raw_source.h"

namespace natmod::source {
namespace {

// Tokens up to the `;` or the braces that end it; the braces' content is left out.
struct Statement {
    Code tokens;
    bool braces = false;

    bool has(std::string_view word) const { return mentions(tokens, word); }
    bool starts_with(std::string_view word) const {
        return !tokens.empty() && tokens.front().is(word);
    }
    // Where the first bracket is, or the size.
    size_t bracket() const {
        size_t i = 0;
        while (i < tokens.size() && !tokens[i].is("(")) ++i;
        return i;
    }
};

bool is_capitals(std::string_view name) {
    return std::ranges::none_of(name, [](unsigned char c) { return std::islower(c) != 0; });
}

// Attributes, language linkage and the SDK's macros around declarations say nothing about names.
size_t skip_decoration(Code tokens, size_t i) {
    if (tokens[i].is("__attribute__")) return find_closing(tokens, i + 1) + 1;
    for (std::string_view macro :
         {"NATMOD_BEGIN_C", "NATMOD_END_C", "NATMOD_FLEXIBLE_BEGIN", "NATMOD_FLEXIBLE_END"}) {
        if (tokens[i].is(macro)) return i + 1;
    }
    bool is_linkage =
        tokens[i].is("extern") && i + 1 < tokens.size() && tokens[i + 1].kind == RawKind::string;
    return is_linkage ? i + 2 : i;
}

RawTokens without_decoration(std::string_view text) {
    RawTokens all = tokenize_code(text), rest(text);
    for (size_t i = 0; i < all.size();) {
        size_t next = skip_decoration(all, i);
        if (next == i) rest.push_back(all[next++]);
        i = next;
    }
    return rest;
}

template <typename Visit>
void for_each_statement(std::string_view text, Visit visit) {
    RawTokens all = without_decoration(text);
    Code tokens = all;
    size_t first = 0;
    for (size_t i = 0; i < tokens.size();) {
        bool braces = tokens[i].is("{");
        size_t end = braces ? std::min(find_closing(tokens, i) + 1, tokens.size()) : i + 1;
        if (braces || tokens[i].is(";")) {
            visit(Statement{tokens.subspan(first, i - first), braces});
            first = end;
        }
        i = end;
    }
    visit(Statement{tokens.subspan(first)});
}

// The declared function; empty if the statement declares none.
std::string_view function_of(const Statement& statement) {
    size_t bracket = statement.bracket();
    if (bracket < 2 || bracket == statement.tokens.size()) return {};
    for (size_t i = 0; i < bracket; ++i) {
        const RawToken& token = statement.tokens[i];
        if (token.kind != RawKind::word && !token.is("*")) return {};
    }
    const RawToken& name = statement.tokens[bracket - 1];
    return name.kind == RawKind::word ? name.text : std::string_view{};
}

// NAME of `extern TYPE NAME`, with or without [].
std::string_view object_of(const Statement& statement) {
    std::string_view name;
    for (const RawToken& token : statement.tokens) {
        if (token.is("[")) break;
        if (token.kind == RawKind::word) name = token.text;
    }
    return name;
}

void add_macros(std::string_view header, std::vector<DeclaredName>& names) {
    RawToken token;
    for (RawReader reader(header); reader.next(token);) {
        if (token.kind != RawKind::directive) continue;
        RawTokens words = tokenize_raw(token.text.substr(1));
        if (words.size() >= 2 && words[0].is("define"))
            names.push_back({std::string(words[1].text), NameKind::macro});
    }
}

void add_listed_types(std::string_view text, std::vector<DeclaredName>& names) {
    RawTokens tokens = tokenize_raw(text);
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == RawKind::directive)
            add_listed_types(tokens[i].text.substr(1), names);
        else if (i + 3 < tokens.size() && matches(Code(tokens).subspan(i, 4), "declare ( _ )"))
            names.push_back({"mp_type_" + std::string(tokens[i + 2].text)});
    }
}

void add_statement(const Statement& statement, std::vector<DeclaredName>& names) {
    Code tokens = statement.tokens;
    if (tokens.size() >= 3 && tokens[0].text.starts_with("MP_DECLARE_") && tokens[1].is("(")) {
        names.push_back({std::string(tokens[2].text)});
        return;
    }
    std::string_view function = function_of(statement);
    bool is_type = statement.has("typedef") ||
                   (statement.braces && function.empty() &&
                    (statement.starts_with("struct") || statement.starts_with("union") ||
                     statement.starts_with("enum")));
    if (is_type) return;
    if (!function.empty()) {
        names.push_back({std::string(function),
                         statement.braces ? NameKind::inline_function : NameKind::declared});
    } else if (statement.starts_with("extern") && !statement.braces) {
        names.push_back({std::string(object_of(statement))});
    }
}

// NAME of `TYPE NAME = ...`, with or without [].
std::string_view declared_object(Code tokens) {
    std::string_view name;
    for (const RawToken& token : tokens) {
        if (token.is("[") || token.is("=")) break;
        if (token.kind == RawKind::word) name = token.text;
    }
    return name;
}

// Collects the names that a source defines; expands its own macros as far as names need it.
class Definitions {
  public:
    void add_text(std::string_view text) {
        RawToken token;
        for (RawReader reader(text); reader.next(token);)
            if (token.kind == RawKind::directive) add_macro(token.text.substr(1));
        add_statements(text);
    }

    std::vector<std::string> names() { return std::move(names_); }

  private:
    struct Macro {
        RawTokens parameters, body;
    };

    void add_statements(std::string_view text) {
        for_each_statement(
            text, [&](const Statement& statement) { add_statement(statement.tokens, statement); });
    }

    void add_macro(std::string_view directive) {
        RawTokens tokens = tokenize_code(directive);
        if (tokens.size() < 3 || !tokens[0].is("define")) return;
        Macro macro{RawTokens(directive), RawTokens(directive)};
        size_t body = 2;
        if (tokens[2].is("(") && tokens[2].begin == tokens[1].end()) {
            size_t close = find_closing(tokens, 2);
            if (close == tokens.size()) return;
            for (size_t i = 3; i < close; ++i)
                if (!tokens[i].is(",")) macro.parameters.push_back(tokens[i]);
            body = close + 1;
        }
        for (; body < tokens.size(); ++body) macro.body.push_back(tokens[body]);
        macros_.emplace(tokens[1].text, std::move(macro));
    }

    void add_name(std::string_view name) {
        if (name.empty()) return;
        auto macro = macros_.find(name);
        if (macro == macros_.end()) return names_.emplace_back(name), void();
        for (const RawToken& token : Code(macro->second.body))  // all that it may stand for
            if (token.kind == RawKind::word) names_.emplace_back(token.text);
    }

    // `tokens`: those of the statement that no macro before them has used up.
    void add_statement(Code tokens, const Statement& statement) {
        while (tokens.size() > 1 && macros_.contains(tokens[0].text) && tokens[1].is("(")) {
            size_t close = find_closing(tokens, 1);
            if (close == tokens.size()) return;
            expand(macros_.at(tokens[0].text),
                   split_arguments(tokens.subspan(2, close - 2), SIZE_MAX));
            tokens = tokens.subspan(close + 1);
        }
        Statement rest{tokens, statement.braces};
        if (tokens.empty() || rest.has("static") || rest.has("typedef")) return;
        std::string_view function = function_of(rest);
        bool has_value = std::ranges::any_of(tokens, [](const RawToken& t) { return t.is("="); });
        if (!function.empty()) {
            if (rest.braces) add_name(function);
        } else if (tokens[0].text.starts_with("MP_DEFINE_") && tokens.size() > 2) {
            add_name(tokens[2].text);
        } else if (tokens.size() > 1 && tokens[1].is("(")) {
            return;  // of another header's macro: NATMOD_QSTR() declares
        } else if (has_value || (!rest.braces && !rest.starts_with("extern"))) {
            if (tokens.size() > 1)
                for (Code declarator : split_arguments(tokens, SIZE_MAX))
                    add_name(declared_object(declarator));
        }
    }

    void expand(const Macro& macro, const std::vector<Code>& arguments) {
        std::string text;
        for (const RawToken& token : Code(macro.body)) {
            if (token.is("##")) {
                text.pop_back();
                continue;
            }
            size_t at = 0;
            while (at < macro.parameters.size() && !macro.parameters[at].is(token.text)) ++at;
            if (at < arguments.size()) text += source_of(arguments[at]);
            if (at == macro.parameters.size()) text += token.text;
            text += ' ';
        }
        add_statements(text);
    }

    std::map<std::string_view, Macro> macros_;
    std::vector<std::string> names_;
};

}  // namespace

std::vector<DeclaredName> declared_names(std::string_view header) {
    std::vector<DeclaredName> names;
    add_macros(header, names);
    add_listed_types(header, names);
    for_each_statement(header, [&](const Statement& each) { add_statement(each, names); });
    return names;
}

std::vector<std::string> defined_names(std::string_view source) {
    Definitions definitions;
    definitions.add_text(source);
    return definitions.names();
}

std::vector<std::string> defined_functions(std::string_view source) {
    std::vector<std::string> names;
    for_each_statement(source, [&](const Statement& statement) {
        if (!statement.braces || statement.has("static")) return;
        std::string_view name = function_of(statement);
        if (!name.empty() && !name.starts_with('_') && !is_capitals(name)) names.emplace_back(name);
    });
    return names;
}

}  // namespace natmod::source
