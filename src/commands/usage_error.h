// Says what is wrong with a command line, in the form of all other messages.
#pragma once

#include <CLI/CLI.hpp>
#include <span>
#include <string_view>

#include "base/error.h"

namespace natmod::commands {

// `words` is the command line without the program's name, `commands` are the subcommands' names.
Error usage_error(const CLI::ParseError& error, const CLI::App& app,
                  std::span<const std::string_view> words,
                  std::span<const std::string_view> commands);

}  // namespace natmod::commands
