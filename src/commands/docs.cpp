// natmod docs: writes the manual page, the reference and the shell completions from the option
// tables of the subcommands. Hidden: the build calls it, and users get the results.

#include <fmt/core.h>

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

std::string api(const CLI::App&) {
    return docs::api_markdown(sdk_dir());
}

struct Format {
    const char* flag;
    const char* description;
    std::string (*write)(const CLI::App& app);
};

constexpr Format kFormats[] = {
    {"--api", "docs/api.md", api},
    {"--markdown", "docs/reference.md", docs::markdown},
    {"--man", "the manual page", docs::man_page},
    {"--bash", "completion for bash", docs::bash_completion},
    {"--zsh", "completion for zsh", docs::zsh_completion},
};

}  // namespace

void add_docs_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand("docs", "Print documentation made from the options");
    command->group("");
    for (const Format& format : kFormats) command->add_flag(format.flag, format.description);
    auto file = std::make_shared<std::string>();
    command->add_option("--architectures", *file,
                        "this file with its tables of architectures written anew");
    command->require_option(1);
    command->callback([&app, command, file] {
        if (!file->empty()) fmt::print("{}", docs::with_arch_tables(MappedFile(*file).text()));
        for (const Format& format : kFormats)
            if (command->count(format.flag) != 0) fmt::print("{}", format.write(app));
    });
}

}  // namespace natmod::commands
