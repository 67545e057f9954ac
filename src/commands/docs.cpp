// SPDX-License-Identifier: MIT
// natmod docs: writes the manual page, the reference and the shell completions from the option
// tables of the subcommands. Hidden: the build calls it, and users get the results.

#include <fmt/core.h>

#include <array>
#include <iterator>
#include <memory>
#include <string>

#include "base/file.h"
#include "base/sdk_path.h"
#include "commands/commands.h"
#include "docs/api.h"
#include "docs/architectures.h"
#include "docs/option_tables.h"

namespace natmod::commands {
namespace {

std::string api(const cli::Program&) {
    return docs::api_markdown(sdk_dir());
}

struct Format {
    const char* flag;
    const char* description;
    std::string (*write)(const cli::Program& program);
};

constexpr Format kFormats[] = {
    {"--api", "docs/api.md", api},
    {"--markdown", "docs/reference.md", docs::markdown},
    {"--man", "the manual page", docs::man_page},
    {"--bash", "completion for bash", docs::bash_completion},
    {"--zsh", "completion for zsh", docs::zsh_completion},
};

struct DocsArguments {
    std::string architectures;
    std::array<bool, std::size(kFormats)> wanted = {};
};

void print_docs(const DocsArguments& arguments) {
    if (!arguments.architectures.empty())
        fmt::print("{}", docs::with_arch_tables(MappedFile(arguments.architectures).text()));
    for (size_t i = 0; i < std::size(kFormats); ++i)
        if (arguments.wanted[i]) fmt::print("{}", kFormats[i].write(program()));
}

}  // namespace

cli::Command docs_command() {
    auto arguments = std::make_shared<DocsArguments>();
    cli::Options options;
    for (size_t i = 0; i < std::size(kFormats); ++i)
        options.push_back({kFormats[i].flag, &arguments->wanted[i], kFormats[i].description});
    options.push_back({"--architectures", &arguments->architectures,
                       "this file with its tables of architectures written anew"});
    return {.name = "docs",
            .description = "Print documentation made from the options",
            .hidden = true,
            .takes_one_option = true,
            .options = std::move(options),
            .run = [arguments] { print_docs(*arguments); }};
}

}  // namespace natmod::commands
