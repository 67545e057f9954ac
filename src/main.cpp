// The table of commands, and the one place that prints errors.

#include <algorithm>
#include <CLI/CLI.hpp>
#include <exception>
#include <iterator>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "commands/commands.h"
#include "commands/usage_error.h"

namespace natmod {
namespace {

struct Command {
    const char* name;
    void (*add)(CLI::App& app);
};

// Describes the options of all the others.
constexpr const char* kDocs = "docs";

// In the order of --help.
constexpr Command kCommands[] = {
    {"build", add_build_command},
    {"run", add_run_command},
    {"check", add_check_command},
    {"init", add_init_command},
    {"ld", add_ld_command},
    {"inspect", add_inspect_command},
    {"size", add_size_command},
    {"verify", add_verify_command},
    {"merge", add_merge_command},
    {"new", add_new_command},
    {"package", add_package_command},
    {"sdk", add_sdk_command},
    {"toolchains", add_toolchains_command},
    {"scan", add_scan_command},
    {"compile", add_compile_command},
    {"migrate", add_migrate_command},
    {kDocs, add_docs_command},
};

// A build starts this program several times: only the command that is meant gets its options, and
// all of them when none is meant, as for --help.
void add_commands(CLI::App& app, std::string_view wanted) {
    bool known = std::any_of(std::begin(kCommands), std::end(kCommands),
                             [&](const Command& command) { return wanted == command.name; });
    for (const Command& command : kCommands) {
        if (!known || wanted == kDocs || wanted == command.name) command.add(app);
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
        for (const Command& command : kCommands) names.emplace_back(command.name);
        throw usage_error(error, app, words, names);
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
        for (const Message& message : error.messages()) print_message(message);
    } catch (const std::exception& error) {
        print_message({{}, error.what()});
    }
    return 1;
}
