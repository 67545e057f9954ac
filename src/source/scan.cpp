// SPDX-License-Identifier: MIT
#include "source/scan.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

#include "source/rewrite.h"
#include "source/structure.h"
#include "source/tokens.h"

namespace natmod::source {
namespace {

constexpr std::string_view kQstrPrefix = "MP_QSTR_";

// The identifier after MP_QSTR_, or empty if the token is not one. MP_QSTR_ itself (the empty qstr)
// counts as none: every module has it.
std::string_view qstr_name(std::string_view token) {
    return token.starts_with(kQstrPrefix) ? token.substr(kQstrPrefix.size()) : std::string_view();
}

// Errors, places to rewrite and entries without a name. More help nobody.
constexpr size_t kMost = 100;
// Of one source. Far more than any has.
constexpr size_t kMostRegistrations = 250;

// What the functions below share.
struct Reader {
    const Tokens& tokens;
    bool cxx;
    Scan& scan;
    std::unordered_set<std::string_view> qstrs = {};
    std::unordered_set<std::string_view> declared_extern = {};
    std::unordered_set<std::string_view> argument_tables = {};
    std::shared_ptr<const std::string> file = nullptr;  // of the last place
    size_t nameless = 0;                                // entries of tables

    Token at(size_t i) const { return tokens[i]; }
    Where place(size_t i) {
        std::string name = tokens.file(i);
        if (!file || *file != name) file = std::make_shared<const std::string>(std::move(name));
        return {file, tokens.line(i)};
    }
    std::string text(Range range) const { return join(tokens, range.first, range.end); }
    void fail(size_t i, std::string message, std::string hint = {}) {
        if (scan.errors.size() < kMost)
            scan.errors.push_back({place(i), std::move(message), std::move(hint)});
    }
    void must_rewrite(size_t i, std::string what) {
        if (scan.to_rewrite.size() < kMost) scan.to_rewrite.push_back({std::move(what), place(i)});
    }
};

// The one identifier that an argument is, or empty.
std::string_view as_identifier(const Tokens& tokens, Range range) {
    range = strip_parentheses(tokens, range);
    if (range.end - range.first != 1) return {};
    const Token& token = tokens[range.first];
    return token.kind == TokenKind::identifier ? token.text : std::string_view();
}

void read_module(Reader& reader, size_t macro, const std::vector<Range>& arguments) {
    const Tokens& tokens = reader.tokens;
    std::string_view name, object;
    if (arguments.size() == 2 || arguments.size() == 3) {
        name = qstr_name(as_identifier(tokens, arguments[0]));
        object = as_identifier(tokens, arguments[1]);
    }
    if (name.empty() || object.empty()) {
        std::string_view word = reader.at(macro).text;
        reader.fail(macro, fmt::format("{} needs a name and a module object", word),
                    fmt::format("write {}(MP_QSTR_shapes, shapes_module);", word));
        return;
    }
    bool enabled =
        arguments.size() == 2 || reader.text(strip_parentheses(tokens, arguments[2])) != "0";
    reader.scan.registrations.push_back({std::string(name), std::string(object),
                                         reader.at(macro).is("MP_REGISTER_EXTENSIBLE_MODULE"),
                                         enabled, reader.place(macro)});
}

void read_delegation(Reader& reader, size_t macro, const std::vector<Range>& arguments) {
    std::string_view object, function;
    if (arguments.size() == 2) {
        object = as_identifier(reader.tokens, arguments[0]);
        function = as_identifier(reader.tokens, arguments[1]);
    }
    if (object.empty() || function.empty()) {
        reader.fail(macro, "MP_REGISTER_MODULE_DELEGATION needs a module object and a function");
        return;
    }
    reader.scan.delegations.push_back(
        {std::string(object), std::string(function), reader.place(macro)});
}

void read_root_pointer(Reader& reader, size_t macro, Range argument) {
    while (!argument.empty() && reader.at(argument.end - 1).is(";")) --argument.end;
    if (argument.empty()) {
        reader.fail(macro, "MP_REGISTER_ROOT_POINTER needs a declaration",
                    "write MP_REGISTER_ROOT_POINTER(mp_obj_t name);");
        return;
    }
    reader.scan.root_pointers.push_back({reader.text(argument), reader.place(macro)});
}

// MP_REGISTER_... ( arguments )
void read_registration(Reader& reader, size_t macro, const Context& context) {
    size_t open = macro + 1;
    size_t count = reader.tokens.size();
    if (open >= count || !reader.at(open).is("(")) return;
    std::string_view word = reader.at(macro).text;
    bool module = word == "MP_REGISTER_MODULE" || word == "MP_REGISTER_EXTENSIBLE_MODULE";
    bool delegation = word == "MP_REGISTER_MODULE_DELEGATION";
    bool root_pointer = word == "MP_REGISTER_ROOT_POINTER";
    if (!module && !delegation && !root_pointer) return;
    if (context.in_function) {
        reader.fail(macro, fmt::format("{} inside a function", word),
                    "move it out of the function (or is a } missing before it?)");
        return;
    }
    size_t behind = skip_group(reader.tokens, open, count);
    if (!reader.at(behind - 1).is(")")) {
        reader.fail(macro, fmt::format("{} without its closing parenthesis", word));
        return;
    }
    const Scan& scan = reader.scan;
    if (scan.registrations.size() + scan.delegations.size() + scan.root_pointers.size() >=
        kMostRegistrations) {
        reader.fail(macro, fmt::format("more than {} registrations", kMostRegistrations));
        return;
    }
    Range inside{open + 1, behind - 1};
    constexpr size_t kMostArguments = 4;  // one more than any takes
    if (root_pointer) {
        read_root_pointer(reader, macro, inside);
    } else if (delegation) {
        read_delegation(reader, macro, split(reader.tokens, inside, kMostArguments));
    } else {
        read_module(reader, macro, split(reader.tokens, inside, kMostArguments));
    }
}

// case ... MP_QSTR_x ... :
void read_case(Reader& reader, size_t word) {
    for (size_t i = word + 1; i < reader.tokens.size(); ++i) {
        const Token& token = reader.at(i);
        if (token.is(":") || token.is(";") || token.is("{") || token.is("case")) return;
        if (token.text.starts_with(kQstrPrefix)) {
            reader.must_rewrite(word, "case MP_QSTR");
            return;
        }
    }
}

// MP_ROM_QSTR(MP_QSTR_x), which the macro itself makes a constant.
bool is_plain_rom_qstr(const Reader& reader, size_t macro) {
    size_t count = reader.tokens.size();
    return macro + 3 < count && reader.at(macro + 1).is("(") &&
           reader.at(macro + 2).text.starts_with(kQstrPrefix) && reader.at(macro + 3).is(")");
}

// Whether `static` is among the words in front.
bool says_static(const Reader& reader, size_t i) {
    while (i > 0 && (reader.at(i - 1).is("const") || reader.at(i - 1).is("static")))
        if (reader.at(--i).is("static")) return true;
    return false;
}

// mp_arg_t TABLE[] = {...}, and TABLE as an argument, or in sizeof and MP_ARRAY_SIZE. In any other
// place the source may look into the table.
void read_argument_table(Reader& reader, size_t i, const Token& token, const Context& context) {
    const Tokens& tokens = reader.tokens;
    size_t count = tokens.size();
    auto is = [&](size_t at, std::string_view text) {
        return at < count && reader.at(at).is(text);
    };
    if (token.is("mp_arg_t")) {
        if (tokens.file(i).ends_with("/py/runtime.h")) return;  // the SDK's
        bool table = is(i + 2, "[") && is(skip_group(tokens, i + 2, count), "=");
        if (table) reader.argument_tables.insert(reader.at(i + 1).text);
        reader.scan.opaque_arguments &= table;
        // A constructor may fill in C++'s.
        reader.scan.static_arguments &=
            !reader.cxx && (!context.in_function || says_static(reader, i));
    } else if (!reader.argument_tables.empty() && reader.argument_tables.contains(token.text) &&
               !is(i - 1, "mp_arg_t")) {
        bool whole = (is(i - 1, "(") || is(i - 1, ",")) && (is(i + 1, ")") || is(i + 1, ","));
        reader.scan.opaque_arguments &= whole;
    }
}

// Any mention of the slot but `.ioctl =`, which is for a stream of the module's own.
void read_ioctl(Reader& reader, size_t i) {
    // The SDK's, which also have other things of that name.
    std::string file = reader.tokens.file(i);
    for (const char* header : {"/py/stream.h", "/extmod/virtpin.h", "/extmod/vfs.h"})
        if (file.ends_with(header)) return;
    bool fills = i > 0 && reader.at(i - 1).is(".") && i + 1 < reader.tokens.size() &&
                 reader.at(i + 1).is("=");
    if (!fills) reader.scan.asks_streams = true;
}

void read_token(Reader& reader, size_t i, const Token& token, const Context& context) {
    if (token.kind != TokenKind::identifier) return;
    char first = token.text[0];  // most words are none of those below
    bool matters = first == 'M' || first == 'm' || first == 'c' || first == 'i';
    if (!matters && reader.argument_tables.empty()) return;
    if (token.is("ioctl")) return read_ioctl(reader, i);
    if (token.is("mp_stream_p_t")) reader.scan.knows_streams = true;
    read_argument_table(reader, i, token, context);
    if (token.is("case")) return read_case(reader, i);
    if (!token.text.starts_with("MP_")) return;
    if (std::string_view qstr = qstr_name(token.text); !qstr.empty()) {
        if (qstr.ends_with(kObjectEnding) && reader.qstrs.insert(qstr).second) {
            reader.fail(
                i, fmt::format("{} is the name of Natmod's symbol for another qstr", token.text),
                fmt::format("choose a name that does not end in {}", kObjectEnding));
        }
        reader.qstrs.insert(qstr);
    } else if (token.text.starts_with("MP_REGISTER_")) {
        read_registration(reader, i, context);
    } else if (token.is("MP_ROM_QSTR") && !is_plain_rom_qstr(reader, i)) {
        reader.must_rewrite(i, "MP_ROM_QSTR of an expression");
    } else if (token.is("MP_OBJ_NEW_QSTR") && !reader.cxx &&
               (context.is_static || !context.in_function)) {
        reader.must_rewrite(i, "MP_OBJ_NEW_QSTR in a table");
    }
}

// { key, value } groups of a table's initialiser.
std::vector<TableEntry> read_entries(Reader& reader, Range value) {
    std::vector<TableEntry> entries;
    const Tokens& tokens = reader.tokens;
    size_t open = value.first;
    while (open < value.end && !reader.at(open).is("{")) ++open;
    if (open == value.end) return entries;
    Range all{open + 1, skip_group(tokens, open, value.end) - 1};
    // `{ KEY , VALUE` of each element that is such a group, and its end.
    auto for_each = [&](auto visit) {
        for (Range rest = all; !rest.empty();) {
            Range element{rest.first, end_of_part(tokens, rest)};
            rest.first = element.end + 1;
            if (element.empty() || !reader.at(element.first).is("{")) continue;
            Range inside{element.first + 1, element.end - 1};
            size_t comma = end_of_part(tokens, inside);
            if (comma < inside.end) visit(inside.first, comma, inside.end);
        }
    };
    auto name_of = [&](size_t key, size_t comma) {
        std::string_view name;
        for (size_t i = key; i < comma && name.empty(); ++i) name = qstr_name(reader.at(i).text);
        return name;
    };
    size_t named = 0, nameless = 0;
    for_each([&](size_t key, size_t comma, size_t) {
        ++(name_of(key, comma).empty() ? nameless : named);
    });
    entries.reserve(named + std::min(nameless, kMost));
    for_each([&](size_t key, size_t comma, size_t end) {
        std::string_view name = name_of(key, comma);
        if (name.empty() && ++reader.nameless > kMost) return;
        entries.push_back(
            {std::string(name), reader.text({comma + 1, end}), reader.place(key - 1)});
    });
    return entries;
}

// Each identifier of the range once, names of members not counted.
std::vector<std::string> read_identifiers(const Reader& reader, Range range) {
    std::vector<uint32_t> places;
    places.reserve(range.end - range.first);
    for (size_t i = range.first; i < range.end; ++i)
        if (reader.at(i).kind == TokenKind::identifier && !reader.at(i - 1).is("."))
            places.push_back(static_cast<uint32_t>(i));
    auto text = [&](uint32_t i) { return reader.at(i).text; };
    std::ranges::stable_sort(places, {}, text);
    auto same = [&](uint32_t a, uint32_t b) { return text(a) == text(b); };
    places.erase(std::unique(places.begin(), places.end(), same), places.end());
    std::ranges::sort(places);
    std::vector<std::string> names;
    names.reserve(places.size());
    for (uint32_t i : places) names.emplace_back(text(i));
    return names;
}

std::string_view kind_of_type(std::string_view word) {
    if (word == "mp_obj_module_t" || word == "_mp_obj_module_t") return "module";
    if (word == "mp_obj_dict_t" || word == "_mp_obj_dict_t") return "dict";
    if (word == "mp_rom_map_elem_t" || word == "mp_map_elem_t" || word == "_mp_map_elem_t") {
        return "table";
    }
    return {};
}

// A declaration at file scope: [first, value) names the variable, (value, end) is its content.
void read_declaration(Reader& reader, size_t first, size_t value, size_t end) {
    std::string_view kind;
    size_t name = end;
    bool is_static = false, is_extern = false, is_const = false, is_inline = false;
    for (size_t i = first; i < value;) {
        const Token& token = reader.at(i);
        if (token.kind == TokenKind::identifier) {
            is_static |= token.is("static");
            is_extern |= token.is("extern");
            is_const |= token.is("const") || token.is("constexpr");
            is_inline |= token.is("inline");
            if (token.is("typedef") || token.is("using")) return;
            bool attribute = i + 1 < value && reader.at(i + 1).is("(");
            if (kind.empty()) {
                kind = kind_of_type(token.text);
            } else if (!attribute && !token.is("const") && !token.is("volatile")) {
                name = i;
            } else if (!token.text.starts_with("__attribute") && !token.is("const")) {
                return;  // a function
            }
        } else if (!kind.empty() && token.is("*")) {
            return;  // a pointer to one
        }
        bool group = token.is("(") || token.is("[") || token.is("{");
        i = group ? skip_group(reader.tokens, i, value) : i + 1;
    }
    if (kind.empty() || name == end) return;
    std::string_view name_text = reader.at(name).text;
    if (is_extern && value == end) {
        reader.declared_extern.insert(name_text);
        return;
    }
    Definition definition;
    definition.kind = kind;
    definition.name = name_text;
    definition.where = reader.place(name);
    definition.cxx_const = reader.cxx && is_const && !is_static && !is_extern && !is_inline &&
                           !reader.declared_extern.contains(name_text);
    definition.is_static = is_static || definition.cxx_const;
    Range content{value + 1, end};
    if (value < end && reader.at(value).is("{")) content.first = value;
    if (!content.empty()) {
        definition.refers_to = read_identifiers(reader, content);
        if (kind == "table") definition.entries = read_entries(reader, content);
    }
    reader.scan.definitions.push_back(std::move(definition));
}

using QstrSet = std::unordered_set<std::string_view>;

// All but the qstrs.
QstrSet read_tokens(const Tokens& tokens, bool cxx, Scan& scan) {
    Reader reader{tokens, cxx, scan};
    Outline outline;
    outline.on_token = [&](size_t i, const Token& token, const Context& context) {
        read_token(reader, i, token, context);
    };
    outline.on_declaration = [&](size_t first, size_t value, size_t end) {
        read_declaration(reader, first, value, end);
    };
    outline.on_function = [&](std::string_view name, size_t open) {
        if (name == "mpy_init" && !scan.mpy_init) scan.mpy_init = reader.place(open);
    };
    walk(tokens, outline);
    return std::move(reader.qstrs);
}

void set_qstrs(Scan& scan, const QstrSet& qstrs) {
    scan.qstrs.assign(qstrs.begin(), qstrs.end());
    std::sort(scan.qstrs.begin(), scan.qstrs.end());
}

}  // namespace

Scan scan_text(std::string_view text, std::string source, bool cxx) {
    return scan_tokens(tokenize(text), std::move(source), cxx);
}

Scan scan_tokens(const Tokens& tokens, std::string source, bool cxx) {
    Scan scan;
    scan.source = std::move(source);
    set_qstrs(scan, read_tokens(tokens, cxx, scan));
    return scan;
}

Scan scan_tokens(Tokens&& tokens, std::string source, bool cxx) {
    Scan scan;
    scan.source = std::move(source);
    QstrSet qstrs = read_tokens(tokens, cxx, scan);
    tokens = {};  // before the qstrs take room a second time
    set_qstrs(scan, qstrs);
    return scan;
}

}  // namespace natmod::source
