// SPDX-License-Identifier: MIT
// What the messages of compilers mean for a module.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"

namespace natmod::driver {

// Puts a compiler's error, as read_compiler_output() gives it, into our words where we know more.
// Returns any other unchanged.
Finding explain(const Finding& message);

// The same for several; drops duplicates.
std::vector<Finding> explain_all(const std::vector<Finding>& messages);

bool is_missing_header(const Finding& finding);

// The headers that the compiler did not find, each once.
std::vector<std::string> missing_headers(const std::vector<Finding>& findings);

// The owner of that header, such as "the ESP-IDF"; empty if we do not know it as a port's.
std::string_view port_of_header(std::string_view header);

// Judged by how the name begins.
bool is_of_micropython(std::string_view name);

// The flag that makes this compiler's messages easiest for a program to read: JSON from gcc 9 on,
// else plain text. We do not ask for clang's SARIF, which clang itself calls unstable.
std::string diagnostics_flag(const std::string& compiler);

}  // namespace natmod::driver
