// SPDX-License-Identifier: MIT
// What a compiler's command says about macros and headers, and where it finds a header.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "source/preprocess.h"

namespace natmod::source {

struct PreprocessorFlags {
    std::vector<std::string> quote_dirs;                       // for #include "..." only
    std::vector<std::string> dirs;                             // before the compiler's own
    std::vector<std::string> later_dirs;                       // behind them
    std::vector<std::pair<std::string, std::string>> defines;  // NAME, or NAME(ARGUMENTS), and text
    std::vector<std::string> undefines;
};

// Nothing if a flag, or a variable of the environment, may mean more than these do.
std::optional<PreprocessorFlags> preprocessor_flags(const CompileCommand& command);

}  // namespace natmod::source
