#include "commands/usage_error.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "base/nearest.h"

namespace natmod::commands {
namespace {

std::string did_you_mean(std::string_view best) {
    return best.empty() ? std::string() : fmt::format("did you mean {}? ", best);
}

// The first word that is none of the subcommand's options, as `--name` or `--name=value`.
std::string unknown_option(const CLI::App& command, std::span<const std::string_view> words) {
    for (std::string_view word : words) {
        std::string name(word.substr(0, word.find('=')));
        if (name == "--") break;
        if (name.starts_with("--") && command.get_option_no_throw(name) == nullptr) return name;
    }
    return {};
}

}  // namespace

Error usage_error(const CLI::ParseError& error, const CLI::App& app,
                  std::span<const std::string_view> words,
                  std::span<const std::string_view> commands) {
    constexpr const char* kList = "natmod --help lists the subcommands";
    if (words.empty()) return Error("a subcommand is missing", kList);
    std::string_view word = words.front();
    if (std::find(commands.begin(), commands.end(), word) == commands.end()) {
        if (word.starts_with('-')) return Error(fmt::format("no such option: {}", word), kList);
        Nearest nearest(word);
        for (std::string_view command : commands) nearest.consider(command);
        return Error(fmt::format("there is no subcommand {}", word),
                     did_you_mean(nearest.best()) + kList);
    }

    const CLI::App& command = *app.get_subcommand(std::string(word));
    std::string help = fmt::format("natmod {} --help lists what it takes", word);
    std::string unknown = unknown_option(command, words.subspan(1));
    if (!unknown.empty()) {
        std::vector<std::string> names;
        for (const CLI::Option* option : command.get_options()) {
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        }
        Nearest nearest(unknown);
        for (const std::string& name : names) nearest.consider(name);
        return Error(fmt::format("natmod {} has no option {}", word, unknown),
                     did_you_mean(nearest.best()) + help);
    }
    std::string text = error.what();
    text = text.substr(0, text.find('\n'));
    if (error.get_name() == "ArgumentMismatch" && text.ends_with(" missing")) {
        return Error(text.substr(0, text.find(':')) + " needs a value", help);
    }
    if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0) {
        text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    }
    return Error(std::move(text), help);
}

}  // namespace natmod::commands
