// natmod compile: compiles one scanned source. A build rule, not for people.

#include <CLI/CLI.hpp>
#include <memory>

#include "commands/commands.h"
#include "source/compile_scanned.h"

namespace natmod::commands {
namespace {

struct CompileOptions {
    std::string scan;
    std::vector<std::string> words;
};

}  // namespace

void add_compile_command(CLI::App& app) {
    auto options = std::make_shared<CompileOptions>();
    CLI::App* command = app.add_subcommand("compile", "Compile one scanned source (internal)");
    command->group("");  // not listed
    command->add_option("--scan", options->scan, "what natmod scan found in the source")
        ->required();
    command->add_option("command", options->words, "compiler, flags and source, all behind --")
        ->required();
    command->callback([options] { source::compile_scanned(options->scan, options->words); });
}

}  // namespace natmod::commands
