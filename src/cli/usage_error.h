// SPDX-License-Identifier: MIT
// Says what is wrong with a command line, in the form that all messages have.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/command.h"

namespace natmod::cli {

// The parser's own words.
struct ParseFailure {
    std::string kind, text;
};

// `words` is the command line without the program's name.
Error usage_error(const ParseFailure& failure, const Program& program,
                  std::span<const std::string_view> words);

}  // namespace natmod::cli
