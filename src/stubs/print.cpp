// SPDX-License-Identifier: MIT
#include "stubs/print.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "stubs/signature.h"

namespace fs = std::filesystem;

namespace natmod::stubs {
namespace {

// What a stub uses and has to import.
constexpr std::pair<std::string_view, std::string_view> kImports[] = {
    {"Any", "typing"},
    {"Callable", "typing"},
    {"Final", "typing"},
    {"Iterable", "typing"},
    {"Iterator", "typing"},
    {"ReadableBuffer", "_typeshed"},
    {"WriteableBuffer", "_typeshed"},
    {"array", "array"},
};

constexpr std::string_view kHead =
    "# Written by natmod stubs from the C sources: change those instead.\n";

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string docstring(std::string_view text, const std::string& indent) {
    std::string escaped;
    for (char c : text) {
        if (c == '\\') escaped += '\\';
        if (c == '"') escaped += '\\';
        if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') continue;
        escaped += c;
        if (c == '\n') escaped += indent;
    }
    // A lone quote needs no escape.
    std::string plain;
    for (size_t i = 0; i < escaped.size(); ++i) {
        bool lone = escaped.compare(i, 2, "\\\"") == 0 && i + 2 < escaped.size() &&
                    escaped.compare(i + 2, 2, "\\\"") != 0 &&
                    (plain.empty() || plain.back() != '"');
        if (lone) continue;
        plain += escaped[i];
    }
    // No blanks at the end of lines.
    std::string result;
    for (char c : plain) {
        if (c == '\n')
            while (result.ends_with(' ')) result.pop_back();
        result += c;
    }
    bool many = text.find('\n') != std::string_view::npos;
    return indent + "\"\"\"" + result + (many ? "\n" + indent : "") + "\"\"\"\n";
}

class Printer {
  public:
    Printer(const Module& module, const Homes& homes) : module_(module), homes_(homes) {}

    std::string run() {
        for (const Member& member : module_.members) shadowed_.insert(member.name);
        std::string body;
        bool was_block = true;
        for (const Member& member : module_.members) {
            std::string text = this->member(member, "", nullptr);
            bool is_block = std::ranges::count(text, '\n') > 1;
            if (!body.empty() && !text.empty() && (is_block || was_block)) body += "\n";
            if (!text.empty()) was_block = is_block;
            body += text;
        }
        std::string text(kHead);
        if (!module_.doc.empty()) text += docstring(module_.doc, "");
        if (uses_builtins_) text += "\nimport builtins";
        for (const auto& [from, names] : imports_)
            text += fmt::format("\nfrom {} import {}", from, fmt::join(names, ", "));
        if (uses_builtins_ || !imports_.empty()) text += "\n";
        return text + (body.empty() ? "" : "\n") + body;
    }

  private:
    // The name as this stub has to write it; notes what has to be imported.
    std::string name(std::string_view word) {
        bool hidden = shadowed_.contains(word) || in_class_.contains(word);
        for (auto [known, from] : kImports) {
            if (known != word) continue;
            std::string as = hidden ? "_" + std::string(word) : std::string(word);
            import_name(from, word, as);
            return as;
        }
        if (word == "Self") return self_.empty() ? name(kAny) : self_;
        if (!hidden || word == "None") return std::string(word);
        uses_builtins_ = true;
        return "builtins." + std::string(word);
    }

    void import_name(std::string_view from, std::string_view word, const std::string& as) {
        imports_[std::string(from)].insert(as == word ? as : fmt::format("{} as {}", word, as));
    }

    std::string home_of(const std::string& type_object) {
        auto home = homes_.find(type_object);
        if (home == homes_.end()) return name(kAny);
        const auto& [module, path] = home->second;
        if (module == module_.name) return path;
        std::string first = path.substr(0, path.find('.'));
        bool same = std::ranges::any_of(module_.members, [&](const Member& member) {
            return member.name == first && member.kind == Member::import;
        });
        if (same) return path;
        if (!shadowed_.contains(first)) {
            import_name(module, first, first);
            return path;
        }
        import_name(module, first, "_" + first);
        return "_" + path;
    }

    // Names in an annotation: "tuple[Any, ...]".
    std::string text(std::string_view annotation) {
        std::string result;
        for (size_t i = 0; i < annotation.size();) {
            size_t end = i;
            while (end < annotation.size() && is_word(annotation[end])) ++end;
            if (end == i) {
                result += annotation[i++];
                continue;
            }
            result += name(annotation.substr(i, end - i));
            i = end;
        }
        return result;
    }

    std::string type(const Types& types) {
        if (types.empty()) return name(kAny);
        std::string result;
        for (const std::string& each : types.names()) {
            if (!result.empty()) result += " | ";
            result += each.starts_with('&') ? home_of(each.substr(1)) : text(each);
        }
        // A class that has no home.
        bool any = result.find(" | Any") != std::string::npos || result.starts_with("Any | ");
        return any ? name(kAny) : result;
    }

    // "(self, size: int = -1, /) -> Any": only the annotations are names.
    std::string known_signature(std::string_view signature) {
        std::string result;
        while (!signature.empty()) {
            size_t start = std::min(signature.find(": "), signature.find("> "));
            if (start == std::string_view::npos) break;
            start += 2;
            size_t end = start;
            int depth = 0;
            for (; end < signature.size(); ++end) {
                char c = signature[end];
                depth += c == '[';
                depth -= c == ']';
                if (depth == 0 && (c == ',' || c == ')' || c == '=')) break;
            }
            result += signature.substr(0, start);
            result += text(signature.substr(start, end - start));
            signature.remove_prefix(end);
        }
        return result + std::string(signature);
    }

    std::string signature(const Signature& signature) {
        if (!signature.as_text.empty()) return known_signature(signature.as_text);
        std::string result = "(";
        Parameter::Kind last = Parameter::self;
        auto add = [&](std::string_view word) {
            if (result.size() > 1) result += ", ";
            result += word;
        };
        for (const Parameter& parameter : signature.parameters) {
            if (last == Parameter::positional && parameter.kind != last) add("/");
            bool starts = parameter.kind == Parameter::keyword;
            if (starts && last != Parameter::keyword && last != Parameter::rest) add("*");
            std::string_view stars = parameter.kind == Parameter::rest               ? "*"
                                     : parameter.kind == Parameter::rest_of_keywords ? "**"
                                                                                     : "";
            add(fmt::format("{}{}", stars, parameter.name));
            if (parameter.kind != Parameter::self) result += ": " + type(parameter.type);
            if (!parameter.value.empty()) result += " = " + parameter.value;
            last = parameter.kind;
        }
        if (last == Parameter::positional && !signature.parameters.empty()) add("/");
        return result + ") -> " + type(signature.result);
    }

    const Class* base_of(const Class& of) const {
        for (const std::string& base : of.base.names())
            for (const Member& member : module_.members)
                for (const Class& each : member.classes)
                    if ("&" + each.type_object == base) return &each;
        return nullptr;
    }

    // Python's checkers want what replaces a method to be called like it; MicroPython does not.
    bool overrides(const Member& member, const Class* of) const {
        constexpr int kMost = 10;
        if (of == nullptr || of->base.empty()) return false;
        if (of->base.names().front().find('[') != std::string::npos)
            return member.kind == Member::function && member.name != "__init__";
        if (member.name == "__init__") return false;
        for (int i = 0; of != nullptr && i < kMost; ++i) {
            of = base_of(*of);
            if (of == nullptr) continue;
            auto other = std::ranges::find(of->members, member.name, &Member::name);
            if (other == of->members.end()) continue;
            return other->kind != member.kind || other->signature != member.signature ||
                   member.kind == Member::constant;
        }
        return false;
    }

    std::string decorator(std::string_view word, const std::string& indent) {
        return fmt::format("{}@{}\n", indent, name(word));
    }

    std::string member(const Member& member, const std::string& indent, const Class* of) {
        if (!is_identifier(member.name))
            return fmt::format("{}# {}: no name in Python's grammar, only getattr() reaches it\n",
                               indent, member.name);
        std::string_view ignore = overrides(member, of) ? "  # type: ignore" : "";
        switch (member.kind) {
            case Member::class_method:
            case Member::static_method:
            case Member::function: {
                std::string text;
                // A function of a module is called as it is.
                if (of == nullptr) {
                } else if (member.kind == Member::class_method)
                    text += decorator("classmethod", indent);
                else if (member.kind == Member::static_method)
                    text += decorator("staticmethod", indent);
                text +=
                    fmt::format("{}def {}{}:", indent, member.name, signature(member.signature));
                if (member.doc.empty()) return text + fmt::format(" ...{}\n", ignore);
                return text + std::string(ignore) + "\n" + docstring(member.doc, indent + "    ");
            }
            case Member::property: {
                if (member.writable && member.type == member.written)
                    return fmt::format("{}{}: {}{}\n", indent, member.name, type(member.type),
                                       ignore);
                std::string text = decorator("property", indent);
                text += fmt::format("{}def {}(self) -> {}: ...{}\n", indent, member.name,
                                    type(member.type), ignore);
                if (!member.writable) return text;
                text += fmt::format("{}@{}.setter\n", indent, member.name);
                return text + fmt::format("{}def {}(self, value: {}) -> None: ...\n", indent,
                                          member.name, type(member.written));
            }
            case Member::constant:
                if (member.value.empty())
                    return fmt::format("{}{}: {}[{}]{}\n", indent, member.name, name("Final"),
                                       type(member.type), ignore);
                return fmt::format("{}{}: {} = {}{}\n", indent, member.name, name("Final"),
                                   member.value, ignore);
            case Member::variable:
                return fmt::format("{}{}: {}{}\n", indent, member.name, type(member.type), ignore);
            case Member::module:
                imports_["."].insert(member.name + " as " + member.name);
                return {};
            case Member::import: {
                size_t space = member.value.find(' ');
                imports_[member.value.substr(0, space)].insert(member.value.substr(space + 1) +
                                                               " as " + member.name);
                return {};
            }
            case Member::klass:
                break;
        }
        if (member.classes.empty()) {
            std::string other = member.value.empty() ? type(member.type) : member.value;
            if (member.name == other)
                return fmt::format("{}{}: {}\n", indent, member.name, name("type"));
            return fmt::format("{}{} = {}\n", indent, member.name, other);
        }
        return class_text(member.classes.front(), indent);
    }

    std::string class_text(const Class& of, const std::string& indent) {
        std::string base = of.base.empty() || of.base.is_any() ? "" : type(of.base);
        std::string result = fmt::format("{}class {}{}:", indent, of.name,
                                         base.empty() ? "" : fmt::format("({})", base));
        std::set<std::string, std::less<>> outer = in_class_;
        std::string outer_self = self_;
        self_ = of.name;
        for (const Member& member : of.members) in_class_.insert(member.name);
        std::string inner = indent + "    ", body;
        if (!of.doc.empty()) body += docstring(of.doc, inner);
        for (const Member& member : of.members) body += this->member(member, inner, &of);
        in_class_ = std::move(outer);
        self_ = std::move(outer_self);
        bool empty = std::ranges::none_of(
            of.members, [](const Member& member) { return is_identifier(member.name); });
        if (empty && of.doc.empty()) return result + " ...\n" + body;
        return result + "\n" + body;
    }

    const Module& module_;
    const Homes& homes_;
    std::set<std::string, std::less<>> shadowed_, in_class_;
    std::map<std::string, std::set<std::string>, std::less<>> imports_;  // names by module
    std::string self_;
    bool uses_builtins_ = false;
};

void print_module(const Module& module, const Homes& homes, const fs::path& folder,
                  std::vector<StubFile>& files) {
    std::string name = module.name.substr(module.name.rfind('.') + 1);
    bool package = !module.children.empty();
    fs::path path = package ? folder / name / "__init__.pyi" : folder / (name + ".pyi");
    files.push_back({path, Printer(module, homes).run()});
    for (const Module& child : module.children) print_module(child, homes, folder / name, files);
}

}  // namespace

std::vector<StubFile> print_stubs(const Model& model) {
    std::vector<StubFile> files;
    for (const Module& module : model.modules) print_module(module, model.homes, "", files);
    return files;
}

}  // namespace natmod::stubs
