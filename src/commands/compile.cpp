// natmod compile: compiles one scanned source. A build rule, not for people.

#include <memory>

#include "commands/commands.h"
#include "source/compile_scanned.h"

namespace natmod::commands {
namespace {

struct CompileArguments {
    std::string scan;
    std::vector<std::string> words;
};

}  // namespace

cli::Command compile_command() {
    auto arguments = std::make_shared<CompileArguments>();
    return {.name = "compile",
            .description = "Compile one scanned source (internal)",
            .hidden = true,
            .options = {{"--scan",
                         &arguments->scan,
                         "what natmod scan found in the source",
                         {.required = true}},
                        {"command",
                         &arguments->words,
                         "compiler, flags and source, all behind --",
                         {.required = true}}},
            .run = [arguments] { source::compile_scanned(arguments->scan, arguments->words); }};
}

}  // namespace natmod::commands
