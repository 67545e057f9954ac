// SPDX-License-Identifier: MIT
#include "driver/ninja_file.h"

#include <fmt/core.h>

#include "base/error.h"

namespace natmod::driver {

std::string ninja_value(std::string_view text) {
    std::string escaped;
    for (char c : text) {
        if (c == '$') escaped += '$';
        escaped += c == '\n' ? ' ' : c;
    }
    return escaped;
}

std::string ninja_path(std::string_view path) {
    std::string escaped;
    if (path.find('\n') != path.npos)
        throw Error({std::string(path), "a name with a line break cannot be built", "rename it"});
    for (char c : path) {
        if (c == '$' || c == ' ' || c == ':') escaped += '$';
        escaped += c;
    }
    return escaped;
}

std::string ninja_paths(std::span<const std::string> paths) {
    std::string text;
    for (const std::string& path : paths) text += ' ' + ninja_path(path);
    return text;
}

NinjaFile::NinjaFile(std::string_view build_dir)
    : text_("# Written by natmod; it will be written anew.\nninja_required_version = 1.5\n") {
    variable("builddir", build_dir);
}

void NinjaFile::variable(std::string_view name, std::string_view value) {
    text_ += fmt::format("{} = {}\n", name, ninja_value(value));
}

void NinjaFile::rule(const Rule& rule) {
    text_ += fmt::format("rule {}\n  command = {}\n  description = {}\n", rule.name, rule.command,
                         rule.description);
    if (rule.restat) text_ += "  restat = 1\n";
    if (rule.by_time) text_ += "  generator = 1\n";
    if (rule.depfile) text_ += "  depfile = $out.d\n";
    if (rule.depfile && !rule.by_time) text_ += "  deps = gcc\n";
}

void NinjaFile::edge(const Edge& edge) {
    text_ += "build" + ninja_paths(edge.outputs);
    text_ += fmt::format(": {}{}", edge.rule, ninja_paths(edge.inputs));
    if (!edge.implicit.empty()) text_ += " |" + ninja_paths(edge.implicit);
    if (!edge.order_only.empty()) text_ += " ||" + ninja_paths(edge.order_only);
    text_ += '\n';
    for (const auto& [name, value] : edge.variables) {
        text_ += fmt::format("  {} = {}\n", name, ninja_value(value));
    }
}

}  // namespace natmod::driver
