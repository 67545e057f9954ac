// SPDX-License-Identifier: MIT
// natmod compile: compiles one scanned or generated source. A build rule, not for people.

#include <memory>

#include "commands/commands.h"
#include "source/compile_scanned.h"

namespace natmod::commands {
namespace {

struct CompileArguments {
    std::string scan, generated;
    std::vector<std::string> words;
};

}  // namespace

cli::Command compile_command() {
    auto arguments = std::make_shared<CompileArguments>();
    return {.name = "compile",
            .description = "Compile one scanned or generated source (internal)",
            .hidden = true,
            .options = {{"--scan",
                         &arguments->scan,
                         "what natmod scan found in the source",
                         {.excludes = {"--generated"}}},
                        {"--generated", &arguments->generated,
                         "the source, which natmod generate wrote"},
                        {"command",
                         &arguments->words,
                         "compiler, flags and source, all behind --",
                         {.required = true}}},
            .run = [arguments] {
                if (arguments->generated.empty()) {
                    source::compile_scanned(arguments->scan, arguments->words);
                } else {
                    source::compile_generated(arguments->generated, arguments->words);
                }
            }};
}

}  // namespace natmod::commands
