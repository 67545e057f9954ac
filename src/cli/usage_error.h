// Says what is wrong with a command line, in the form of all other messages.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/command.h"

namespace natmod::cli {

// What the parser says.
struct ParseFailure {
    std::string kind, text;
};

// `words` is the command line without the program's name.
Error usage_error(const ParseFailure& failure, const Program& program,
                  std::span<const std::string_view> words);

}  // namespace natmod::cli
