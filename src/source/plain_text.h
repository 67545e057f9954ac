// SPDX-License-Identifier: MIT
// What a preprocessor would print of a source, as far as a scan looks at it, from the text alone:
// comments and directives gone, the module's own headers in place, the SDK's and the compiler's
// left out, and no macro expanded but a few of the SDK's.
//
// That is enough where macros and conditions have nothing to do with what a scan reports, as in
// most sources. Where they might, we say so, and the compiler has to preprocess the source.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "source/plain_macros.h"
#include "source/preprocess.h"

namespace natmod::source {

// Why the text is not enough. Never shown to users: it only costs time.
struct NotPlain {
    Place where;
    std::string why;
};

// Stands for a condition that only the compiler can decide; all its branches are in the text.
// kCutBy is one that begins or ends within a declaration or statement.
inline constexpr std::string_view kCondition = "natmod_condition";
inline constexpr std::string_view kCutBy = "natmod_cut_by_condition";

struct PlainText {
    std::string text;                // with line markers, for tokenize()
    std::vector<std::string> files;  // all that were read, as the compiler names them
    PlainMacros macros;
};

// `directory` is where the command runs. Throws NotPlain.
PlainText plain_text(const CompileCommand& command, const std::filesystem::path& directory);

}  // namespace natmod::source
