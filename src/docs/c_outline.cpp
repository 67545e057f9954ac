#include "docs/c_outline.h"

#include <algorithm>
#include <cctype>

#include "source/raw_source.h"

namespace natmod::docs {
namespace {

// Tokens up to the `;` or the braces that end it; the braces' content is left out.
struct Statement {
    std::vector<source::RawToken> tokens;
    bool braces = false;

    bool has(std::string_view word) const { return mentions(tokens, word); }
    bool starts_with(std::string_view word) const {
        return !tokens.empty() && tokens.front().is(word);
    }
    // Where the first bracket is, or the size.
    size_t bracket() const {
        auto it = std::ranges::find_if(tokens, [](const source::RawToken& t) { return t.is("("); });
        return static_cast<size_t>(it - tokens.begin());
    }
};

bool is_capitals(std::string_view name) {
    return std::ranges::none_of(name, [](unsigned char c) { return std::islower(c) != 0; });
}

// Attributes, language linkage and the SDK's macros around declarations say nothing about names.
size_t skip_decoration(source::Code tokens, size_t i) {
    if (tokens[i].is("__attribute__")) return source::find_closing(tokens, i + 1) + 1;
    for (std::string_view macro :
         {"NATMOD_BEGIN_C", "NATMOD_END_C", "NATMOD_FLEXIBLE_BEGIN", "NATMOD_FLEXIBLE_END"}) {
        if (tokens[i].is(macro)) return i + 1;
    }
    bool is_linkage = tokens[i].is("extern") && i + 1 < tokens.size() &&
                      tokens[i + 1].kind == source::RawKind::string;
    return is_linkage ? i + 2 : i;
}

std::vector<Statement> statements_of(std::string_view text) {
    std::vector<source::RawToken> code = source::tokenize_raw(text);
    std::erase_if(code, [](const source::RawToken& token) { return !token.is_code(); });
    source::Code tokens = code;
    std::vector<Statement> statements(1);
    for (size_t i = 0; i < tokens.size();) {
        if (size_t next = skip_decoration(tokens, i); next != i) {
            i = next;
        } else if (tokens[i].is("{")) {
            statements.back().braces = true;
            statements.emplace_back();
            i = source::find_closing(tokens, i) + 1;
        } else if (tokens[i].is(";")) {
            statements.emplace_back();
            ++i;
        } else {
            statements.back().tokens.push_back(tokens[i++]);
        }
    }
    return statements;
}

// The declared function; empty if the statement declares none.
std::string_view function_of(const Statement& statement) {
    size_t bracket = statement.bracket();
    if (bracket < 2 || bracket == statement.tokens.size()) return {};
    for (size_t i = 0; i < bracket; ++i) {
        const source::RawToken& token = statement.tokens[i];
        if (token.kind != source::RawKind::word && !token.is("*")) return {};
    }
    const source::RawToken& name = statement.tokens[bracket - 1];
    return name.kind == source::RawKind::word ? name.text : std::string_view{};
}

// NAME of `extern TYPE NAME`, with or without [].
std::string_view object_of(const Statement& statement) {
    std::string_view name;
    for (const source::RawToken& token : statement.tokens) {
        if (token.is("[")) break;
        if (token.kind == source::RawKind::word) name = token.text;
    }
    return name;
}

void add_macros(std::string_view header, std::vector<DeclaredName>& names) {
    for (const source::RawToken& token : source::tokenize_raw(header)) {
        if (token.kind != source::RawKind::directive) continue;
        std::vector<source::RawToken> words = source::tokenize_raw(token.text.substr(1));
        if (words.size() >= 2 && words[0].is("define"))
            names.push_back({std::string(words[1].text), NameKind::macro});
    }
}

void add_listed_types(std::string_view text, std::vector<DeclaredName>& names) {
    std::vector<source::RawToken> tokens = source::tokenize_raw(text);
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == source::RawKind::directive)
            add_listed_types(tokens[i].text.substr(1), names);
        else if (i + 3 < tokens.size() &&
                 matches(source::Code(tokens).subspan(i, 4), "declare ( _ )"))
            names.push_back({"mp_type_" + std::string(tokens[i + 2].text)});
    }
}

void add_statement(const Statement& statement, std::vector<DeclaredName>& names) {
    const auto& tokens = statement.tokens;
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

// A prototype's words define nothing. A macro with arguments may.
bool is_prototype(const Statement& statement) {
    size_t bracket = statement.bracket();
    if (statement.braces || bracket == statement.tokens.size()) return false;
    size_t first = statement.starts_with("static") ? 1 : 0;
    return bracket != first + 1 || !is_capitals(statement.tokens[first].text);
}

}  // namespace

std::vector<DeclaredName> declared_names(std::string_view header) {
    std::vector<DeclaredName> names;
    add_macros(header, names);
    add_listed_types(header, names);
    for (const Statement& statement : statements_of(header)) add_statement(statement, names);
    return names;
}

std::vector<std::string> words_at_file_scope(std::string_view source) {
    std::vector<std::string> words;
    for (const Statement& statement : statements_of(source)) {
        if (is_prototype(statement)) continue;
        for (const source::RawToken& token : statement.tokens)
            if (token.kind == source::RawKind::word) words.emplace_back(token.text);
    }
    return words;
}

std::vector<std::string> defined_functions(std::string_view source) {
    std::vector<std::string> names;
    for (const Statement& statement : statements_of(source)) {
        if (!statement.braces || statement.has("static")) continue;
        std::string_view name = function_of(statement);
        if (!name.empty() && !name.starts_with('_') && !is_capitals(name)) names.emplace_back(name);
    }
    return names;
}

}  // namespace natmod::docs
