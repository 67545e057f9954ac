// SPDX-License-Identifier: MIT
// The compiler as a preprocessor: `COMPILER ARGS -E SOURCE`, read through a pipe.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace natmod::source {

// One call of a compiler as the user or the build file gives it.
struct CompileCommand {
    std::vector<std::string> words;  // compiler (perhaps behind a launcher), flags, source last

    const std::string& source() const { return words.back(); }
    // By the source's ending, -x, or a compiler named ...++, as gcc and clang decide it.
    bool is_cxx() const;
};

struct PreprocessOptions {
    std::vector<std::string> defines = {};  // added: "NO_QSTR"
    std::filesystem::path depfile = {};     // make rule with the files that were read; empty: none
    std::filesystem::path target = {};      // its left side
    std::filesystem::path directory = {};   // to run in; empty: ours
    bool warnings = false;                  // false: left to the compile that follows
};

// The preprocessed text. -c and -o of the command are ignored. Throws Error after the compiler's
// own messages if it fails.
std::string preprocess(const CompileCommand& command, const PreprocessOptions& options);

}  // namespace natmod::source
