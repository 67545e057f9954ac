// Documentation written from the option tables of the subcommands themselves.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace natmod::docs {

std::string markdown(const CLI::App& app);  // docs/reference.md
std::string man_page(const CLI::App& app);
std::string bash_completion(const CLI::App& app);
std::string zsh_completion(const CLI::App& app);

}  // namespace natmod::docs
