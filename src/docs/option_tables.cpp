// SPDX-License-Identifier: MIT
#include "docs/option_tables.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "abi/arch.h"

namespace natmod::docs {
namespace {

std::vector<cli::Command> shown_commands(const cli::Program& program) {
    std::vector<cli::Command> commands = program.commands();
    std::erase_if(commands, [](const cli::Command& command) { return command.hidden; });
    return commands;
}

// For completion: also what every command has.
std::vector<cli::Command> full_commands(const cli::Program& program) {
    std::vector<cli::Command> commands = shown_commands(program);
    for (cli::Command& command : commands) command.options = command.options + program.common;
    return commands;
}

cli::Options shown_options(const cli::Command& command, bool positional) {
    cli::Options options = command.options;
    std::erase_if(options, [&](const cli::Option& option) {
        return option.rules.hidden || option.is_positional() != positional;
    });
    return options;
}

// "-o, --output TEXT"
std::string spelling(const cli::Option& option) {
    if (option.is_positional()) return option.names;
    std::string text = fmt::format("{}", fmt::join(option.spellings(), ", "));
    if (option.takes_value()) text += " " + option.value_name();
    return text;
}

std::string synopsis(const cli::Command& command) {
    std::string text = "natmod " + command.name + " [OPTIONS]";
    for (const cli::Option& option : shown_options(command, true)) {
        std::string name = option.names + (option.takes_many() ? "..." : "");
        text += option.rules.required ? " " + name : " [" + name + "]";
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

std::string zsh_value(const cli::Option& option) {
    if (std::ranges::count(option.spellings(), "--arch") != 0)
        return fmt::format(":architecture:({})", arch_words());
    return option.takes_value() ? ":value:_files" : "";
}

}  // namespace

std::string markdown(const cli::Program& program) {
    std::string out =
        "<!-- SPDX-License-Identifier: MIT -->\n\n# Reference\n\n`natmod docs --markdown` writes "
        "this page from the program's own option "
        "tables, and a test keeps it true.\n\nEvery command also has these options:\n\n";
    for (const cli::Option& option : program.common)
        out += fmt::format("- `{}`: {}\n", spelling(option), option.description);
    for (const cli::Command& command : shown_commands(program)) {
        out += fmt::format("\n## natmod {}\n\n{}\n\n    {}\n\n", command.name, command.description,
                           synopsis(command));
        for (bool positional : {true, false})
            for (const cli::Option& option : shown_options(command, positional))
                out += fmt::format("- `{}`: {}\n", spelling(option), option.description);
        if (!command.footer.empty()) out += "\n" + command.footer + "\n";
    }
    return out;
}

std::string man_page(const cli::Program& program) {
    std::string out = fmt::format(
        ".TH NATMOD 1 \"\" \"natmod {}\" \"User Commands\"\n.SH NAME\nnatmod \\- {}\n"
        ".SH SYNOPSIS\n.B natmod\nCOMMAND [OPTIONS] ...\n.SH COMMANDS\n",
        NATMOD_VERSION, troff(program.description));
    for (const cli::Command& command : shown_commands(program)) {
        out += fmt::format(".SS {}\n{}\n", troff(synopsis(command)), troff(command.description));
        for (bool positional : {true, false})
            for (const cli::Option& option : shown_options(command, positional))
                out += fmt::format(".TP\n.B {}\n{}\n", troff(spelling(option)),
                                   troff(option.description));
    }
    out += ".SH OPTIONS OF EVERY COMMAND\n";
    for (const cli::Option& option : program.common)
        out += fmt::format(".TP\n.B {}\n{}\n", troff(spelling(option)), troff(option.description));
    return out +
           ".SH EXIT STATUS\n0 if all went well, 1 if not.\n.SH ENVIRONMENT\n.TP\n.B "
           "NATMOD_MICROPYTHON\nthe MicroPython that natmod run and natmod test use\n.TP\n.B "
           "NATMOD_FIRMWARE_DIR\nfolder of the MicroPythons that natmod firmware get "
           "unpacks\n.TP\n.B "
           "NO_COLOR\nif set, nothing is colored\n.TP\n.B MICROPYTHON\na "
           "MicroPython checkout, for sources that include its files\n.TP\n.B NATMOD_CACHE\nfolder "
           "for compiled runtimes, instead of ~/.cache/natmod\n.TP\n.B NATMOD_SDK\nfolder of the "
           "SDK, instead of the installed one\n.TP\n.B CROSS\nprefix of the compiler's name\n";
}

std::string bash_completion(const cli::Program& program) {
    std::vector<std::string> names;
    std::string cases;
    for (const cli::Command& command : full_commands(program)) {
        names.push_back(command.name);
        std::vector<std::string> words;
        for (const cli::Option& option : shown_options(command, false))
            for (std::string& name : option.spellings()) words.push_back(std::move(name));
        cases += fmt::format("        {}) words=\"{}\" ;;\n", command.name, fmt::join(words, " "));
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

std::string zsh_completion(const cli::Program& program) {
    std::string names, cases;
    for (const cli::Command& command : full_commands(program)) {
        names += fmt::format("        '{}:{}'\n", command.name, zsh_text(command.description));
        cases += fmt::format("        {})\n            _arguments", command.name);
        for (const cli::Option& option : shown_options(command, false))
            for (const std::string& name : option.spellings())
                cases += fmt::format(" \\\n                '{}[{}]{}'", name,
                                     zsh_text(option.description), zsh_value(option));
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
