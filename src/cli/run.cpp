// SPDX-License-Identifier: MIT
// The only file that includes CLI11, whose header takes longer to compile than all of ours.
#include "cli/run.h"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <list>

#include "cli/usage_error.h"

namespace natmod::cli {
namespace {

// Calls the function of CLI11 that fits the target.
struct Adder {
    CLI::App& app;
    const Option& option;

    CLI::Option* operator()(std::monostate) const {
        return app.add_flag(option.names, option.description);
    }
    CLI::Option* operator()(bool* value) const {
        return app.add_flag(option.names, *value, option.description);
    }
    template <typename T>
    CLI::Option* operator()(T* value) const {
        return app.add_option(option.names, *value, option.description);
    }
    CLI::Option* operator()(const std::function<void(const std::string&)>& take) const {
        if (!option.rules.repeatable)
            return app.add_option_function<std::string>(option.names, take, option.description);
        return app.add_option_function<std::vector<std::string>>(
            option.names,
            [take](const std::vector<std::string>& values) { std::ranges::for_each(values, take); },
            option.description);
    }
};

CLI::Option* add_option(CLI::App& app, const Option& option) {
    CLI::Option* added = std::visit(Adder{app, option}, option.target);
    // value_name() already says what the checks allow.
    if (!option.rules.choices.empty())
        added->check(CLI::IsMember(option.rules.choices).description(""));
    // Of options it says the same as no option at all, which suits scripts.
    if (option.is_positional() && option.takes_value())
        added->check(CLI::Validator(
            [](const std::string& value) { return value.empty() ? "is empty" : ""; }, ""));
    if (std::holds_alternative<int*>(option.target))
        added->check(CLI::Range(1, option.rules.max).description(""));
    if (std::holds_alternative<std::optional<uint64_t>*>(option.target))
        added->transform(CLI::AsSizeValue(false).description(""));
    if (option.takes_value()) added->type_name(option.value_name());
    if (option.rules.required) added->required();
    if (option.rules.hidden) added->group("");
    if (option.rules.shows_default) added->capture_default_str();
    // In `-I a b`, b is an argument of its own.
    if (option.takes_many() && !option.is_positional()) added->allow_extra_args(false);
    return added;
}

CLI::App* add_command(CLI::App& app, const Command& command, const Options& common) {
    CLI::App* added = app.add_subcommand(command.name, command.description);
    if (command.hidden) added->group("");
    if (command.takes_one_option) added->require_option(1);
    if (command.rest != nullptr) added->prefix_command();
    added->footer(command.footer);
    bool unlimited = false;
    for (const Option& option : command.options) {
        CLI::Option* one = add_option(*added, option);
        if (!option.is_positional() || !option.takes_many()) continue;
        // CLI11 allows only one argument without a limit.
        if (unlimited) one->expected(1, 1 << 16);
        unlimited = true;
    }
    for (const Option& option : common) add_option(*added, option);
    for (const Option& option : command.options) {
        for (const std::string& other : option.rules.excludes)
            added->get_option(option.spellings().front())->excludes(added->get_option(other));
    }
    return added;
}

struct Added {
    Command command;
    CLI::App* app;
};

bool is_known(const Program& program, std::string_view word) {
    return std::ranges::any_of(program.entries,
                               [&](const Program::Entry& entry) { return entry.is_named(word); });
}

// A build starts this program many times, so only the wanted command gets its options. If none is
// wanted, as for --help, all do.
std::list<Added> add_commands(CLI::App& app, const Program& program, std::string_view wanted) {
    bool known = is_known(program, wanted);
    std::list<Added> commands;
    for (const Program::Entry& entry : program.entries) {
        if (known && !entry.is_named(wanted)) continue;
        commands.push_back({entry.command(), nullptr});
        Added& added = commands.back();
        added.app = add_command(app, added.command, program.common);
        if (!entry.alias.empty()) added.app->alias(std::string(entry.alias));
    }
    return commands;
}

}  // namespace

int run(const Program& program, int argc, char** argv) {
    std::vector<std::string_view> words(argv + std::min(argc, 1), argv + argc);
    // `help build` is `build --help`, and `help` alone `--help`.
    if (!words.empty() && words.front() == "help") {
        std::erase(words, "help");
        if (!words.empty() && !is_known(program, words.front()))
            throw usage_error({}, program, words);
        words.emplace_back("--help");
    }
    CLI::App app(program.description, program.name);
    app.require_subcommand(1);
    app.set_version_flag("--version", program.version);
    std::list<Added> commands = add_commands(app, program, words.empty() ? "" : words.front());
    try {
        app.parse(
            std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes the last first
    } catch (const CLI::ParseError& error) {
        // CLI11 throws for --help and --version too.
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error);
        throw usage_error({error.get_name(), error.what()}, program, words);
    }
    for (const Added& added : commands) {
        if (!added.app->parsed()) continue;
        if (added.command.rest != nullptr) *added.command.rest = added.app->remaining();
        added.command.run();
    }
    return 0;
}

}  // namespace natmod::cli
