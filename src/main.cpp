// The table of commands, and the one place that prints errors.

#include <algorithm>
#include <CLI/CLI.hpp>
#include <exception>
#include <iterator>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/report.h"
#include "commands/commands.h"
#include "commands/usage_error.h"

namespace natmod {
namespace {

struct Command {
    const char* name;
    void (*add)(CLI::App& app);
    const char* alias = nullptr;

    bool is_named(std::string_view word) const {
        return word == name || (alias != nullptr && word == alias);
    }
};

// Describes the options of all the others.
constexpr const char* kDocs = "docs";

// In the order of --help.
constexpr Command kCommands[] = {
    {"build", commands::add_build_command},
    {"run", commands::add_run_command},
    {"check", commands::add_check_command},
    {"generate", commands::add_generate_command, "init"},
    {"ld", commands::add_ld_command},
    {"inspect", commands::add_inspect_command},
    {"size", commands::add_size_command},
    {"verify", commands::add_verify_command},
    {"merge", commands::add_merge_command},
    {"new", commands::add_new_command},
    {"package", commands::add_package_command},
    {"sdk", commands::add_sdk_command},
    {"toolchains", commands::add_toolchains_command},
    {"scan", commands::add_scan_command},
    {"compile", commands::add_compile_command},
    {"migrate", commands::add_migrate_command},
    {kDocs, commands::add_docs_command},
};

void add(CLI::App& app, const Command& command) {
    command.add(app);
    if (command.alias != nullptr) app.get_subcommand(command.name)->alias(command.alias);
}

// A build starts this program several times: only the command that is meant gets its options, and
// all of them when none is meant, as for --help.
void add_commands(CLI::App& app, std::string_view wanted) {
    bool known = std::any_of(std::begin(kCommands), std::end(kCommands),
                             [&](const Command& command) { return command.is_named(wanted); });
    for (const Command& command : kCommands) {
        if (!known || wanted == kDocs || command.is_named(wanted)) add(app, command);
    }
}

int parse_and_run(int argc, char** argv) {
    CLI::App app("MicroPython native modules (.mpy) from C and C++ user modules.", "natmod");
    app.require_subcommand(1);
    app.set_version_flag("--version", "natmod " NATMOD_VERSION " (.mpy 6, native ABI 6.1 6.2 6.3)");
    add_commands(app, argc > 1 ? argv[1] : "");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // Also thrown for --help and --version.
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
            return app.exit(error);
        }
        std::vector<std::string_view> words(argv + 1, argv + argc);
        std::vector<std::string_view> names;
        for (const Command& command : kCommands) {
            names.emplace_back(command.name);
            if (command.alias != nullptr) names.emplace_back(command.alias);
        }
        throw commands::usage_error(error, app, words, names);
    }
    return 0;
}

}  // namespace
}  // namespace natmod

int main(int argc, char** argv) {
    using namespace natmod;
    try {
        return parse_and_run(argc, argv);
    } catch (const Error& error) {
        for (const Finding& message : error.findings()) report(message);
    } catch (const std::exception& error) {
        report({{}, error.what()});
    }
    return 1;
}
