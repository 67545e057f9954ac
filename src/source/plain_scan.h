// SPDX-License-Identifier: MIT
// The scan of a source whose text says enough without a preprocessor.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "source/plain_text.h"
#include "source/scan.h"

namespace natmod::source {

struct PlainScan {
    Scan scan;
    std::vector<std::string> files;  // the source, and headers of the module's, as the compiler
                                     // names them
};

// What `scan_text` would find in the preprocessed source. Only the text of values in tables, and
// what an initialiser refers to, may have the SDK's macros in place of what they stand for.
// `directory` is where the command runs. Throws NotPlain where the result might differ, or where
// there is an error to report.
PlainScan scan_plain(const CompileCommand& command, const std::filesystem::path& directory);

}  // namespace natmod::source
