#include "docs/option_tables.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "abi/arch.h"

namespace natmod::docs {
namespace {

using Options = std::vector<const CLI::Option*>;

std::vector<const CLI::App*> subcommands(const CLI::App& app) {
    std::vector<const CLI::App*> result;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        if (!command->get_group().empty()) result.push_back(command);
    return result;
}

// Those that are shown: without a group they are internal.
Options options_of(const CLI::App& app, bool positional) {
    Options result;
    for (const CLI::Option* option : app.get_options())
        if (!option->get_group().empty() && option->get_positional() == positional &&
            option != app.get_help_ptr())
            result.push_back(option);
    return result;
}

std::vector<std::string> names_of(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames()) names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
    return names;
}

// "-o, --output TEXT"
std::string spelling(const CLI::Option& option) {
    if (option.get_positional()) return option.get_name(true);
    std::string text = fmt::format("{}", fmt::join(names_of(option), ", "));
    if (!option.get_type_name().empty()) text += " " + option.get_type_name();
    return text;
}

std::string synopsis(const CLI::App& command) {
    std::string text = "natmod " + command.get_name() + " [OPTIONS]";
    for (const CLI::Option* option : options_of(command, true)) {
        bool many = option->get_items_expected_max() > 1;
        std::string name = option->get_name(true) + (many ? "..." : "");
        text += option->get_required() ? " " + name : " [" + name + "]";
    }
    return text;
}

// A line that begins with a dot or a quote would be a request, and `-` a hyphen, to troff.
std::string troff(std::string_view text) {
    std::string out;
    for (char c : text) {
        if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
        if (c == '-' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

// In an option's description zsh gives brackets, colons and quotes a meaning.
std::string zsh_text(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == '\'') {
            out += "'\\''";
            continue;
        }
        if (c == '[' || c == ']' || c == ':') out += '\\';
        out += c;
    }
    return out;
}

// What may stand behind --arch.
std::string arch_words() {
    std::string words = "all";
    for (const abi::Arch& arch : abi::all_archs()) words.append(" ").append(arch.name);
    return words;
}

std::string zsh_value(const CLI::Option& option) {
    if (option.check_lname("arch")) return fmt::format(":architecture:({})", arch_words());
    return option.get_type_size() != 0 ? ":value:_files" : "";
}

}  // namespace

std::string markdown(const CLI::App& app) {
    std::string out =
        "# Reference\n\n`natmod docs --markdown` writes this page from the program's own option "
        "tables, and a test keeps it true.\n";
    for (const CLI::App* command : subcommands(app)) {
        out += fmt::format("\n## natmod {}\n\n{}\n\n    {}\n\n", command->get_name(),
                           command->get_description(), synopsis(*command));
        for (bool positional : {true, false})
            for (const CLI::Option* option : options_of(*command, positional))
                out += fmt::format("- `{}`: {}\n", spelling(*option), option->get_description());
        if (!command->get_footer().empty()) out += "\n" + command->get_footer() + "\n";
    }
    return out;
}

std::string man_page(const CLI::App& app) {
    std::string out = fmt::format(
        ".TH NATMOD 1 \"\" \"natmod {}\" \"User Commands\"\n.SH NAME\nnatmod \\- {}\n"
        ".SH SYNOPSIS\n.B natmod\nCOMMAND [OPTIONS] ...\n.SH COMMANDS\n",
        NATMOD_VERSION, troff(app.get_description()));
    for (const CLI::App* command : subcommands(app)) {
        out += fmt::format(".SS {}\n{}\n", troff(synopsis(*command)),
                           troff(command->get_description()));
        for (bool positional : {true, false})
            for (const CLI::Option* option : options_of(*command, positional))
                out += fmt::format(".TP\n.B {}\n{}\n", troff(spelling(*option)),
                                   troff(option->get_description()));
    }
    return out +
           ".SH EXIT STATUS\n0 if all went well, 1 if not.\n.SH ENVIRONMENT\n.TP\n.B "
           "NATMOD_MICROPYTHON\nthe MicroPython that natmod run uses\n.TP\n.B MICROPYTHON\na "
           "MicroPython checkout, for sources that include its files\n.TP\n.B NATMOD_CACHE\nfolder "
           "for compiled runtimes, instead of ~/.cache/natmod\n.TP\n.B NATMOD_SDK\nfolder of the "
           "SDK, instead of the installed one\n.TP\n.B CROSS\nprefix of the compiler's name\n";
}

std::string bash_completion(const CLI::App& app) {
    std::vector<std::string> names;
    std::string cases;
    for (const CLI::App* command : subcommands(app)) {
        names.push_back(command->get_name());
        std::vector<std::string> words;
        for (const CLI::Option* option : options_of(*command, false))
            for (std::string& name : names_of(*option)) words.push_back(std::move(name));
        cases += fmt::format("        {}) words=\"{}\" ;;\n", command->get_name(),
                             fmt::join(words, " "));
    }
    return fmt::format(R"(# bash completion for natmod
_natmod() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} words=
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="{} --help --version"
    elif [ "$before" = --arch ] || [ "$before" = --archs ]; then
        words="{}"
    elif [ "${{word#-}}" != "$word" ]; then
        case ${{COMP_WORDS[1]}} in
{}        esac
    else
        compopt -o default
        return
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -F _natmod natmod
)",
                       fmt::join(names, " "), arch_words(), cases);
}

std::string zsh_completion(const CLI::App& app) {
    std::string names, cases;
    for (const CLI::App* command : subcommands(app)) {
        names += fmt::format("        '{}:{}'\n", command->get_name(),
                             zsh_text(command->get_description()));
        cases += fmt::format("        {})\n            _arguments", command->get_name());
        for (const CLI::Option* option : options_of(*command, false))
            for (const std::string& name : names_of(*option))
                cases += fmt::format(" \\\n                '{}[{}]{}'", name,
                                     zsh_text(option->get_description()), zsh_value(*option));
        cases += " \\\n                '*:file:_files' ;;\n";
    }
    return fmt::format(R"(#compdef natmod
_natmod() {{
    local -a commands=(
{}    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{}    esac
}}
_natmod "$@"
)",
                       names, cases);
}

}  // namespace natmod::docs
