// SPDX-License-Identifier: MIT
#include "cli/usage_error.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/nearest.h"

namespace natmod::cli {
namespace {

std::string did_you_mean(std::string_view best) {
    return best.empty() ? std::string() : fmt::format("did you mean {}? ", best);
}

std::vector<std::string> option_names(const Options& options) {
    std::vector<std::string> names = {"--help"};
    for (const Option& option : options) {
        for (std::string& name : option.spellings())
            if (name.starts_with("--")) names.push_back(std::move(name));
    }
    return names;
}

// The first word, `--name` or `--name=value`, that is not one of the options.
std::string unknown_option(std::span<const std::string> options,
                           std::span<const std::string_view> words) {
    for (std::string_view word : words) {
        std::string name(word.substr(0, word.find('=')));
        if (name == "--") break;
        if (name.starts_with("--") && std::ranges::find(options, name) == options.end())
            return name;
    }
    return {};
}

Error unknown_command(std::string_view word, const Program& program, const std::string& hint) {
    if (word.starts_with('-')) return Error(fmt::format("no such option: {}", word), hint);
    Nearest nearest(word);
    for (const Program::Entry& entry : program.entries) {
        nearest.consider(entry.name);
        if (!entry.alias.empty()) nearest.consider(entry.alias);
    }
    return Error(fmt::format("there is no subcommand {}", word),
                 did_you_mean(nearest.best()) + hint);
}

}  // namespace

Error usage_error(const ParseFailure& failure, const Program& program,
                  std::span<const std::string_view> words) {
    std::string list = program.name + " --help lists the subcommands";
    if (words.empty()) return Error("a subcommand is missing", list);
    std::string_view word = words.front();
    auto entry = std::ranges::find_if(
        program.entries, [&](const Program::Entry& each) { return each.is_named(word); });
    if (entry == program.entries.end()) return unknown_command(word, program, list);

    std::string help = fmt::format("{} {} --help lists its options", program.name, word);
    std::vector<std::string> options = option_names(entry->command().options + program.common);
    std::string unknown = unknown_option(options, words.subspan(1));
    if (!unknown.empty()) {
        Nearest nearest(unknown);
        for (const std::string& name : options) nearest.consider(name);
        return Error(fmt::format("{} {} has no option {}", program.name, word, unknown),
                     did_you_mean(nearest.best()) + help);
    }
    std::string text = failure.text.substr(0, failure.text.find('\n'));
    if (failure.kind == "ArgumentMismatch" && text.ends_with(" missing"))
        return Error(text.substr(0, text.find(':')) + " needs a value", help);
    if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0)
        text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return Error(std::move(text), help);
}

}  // namespace natmod::cli
