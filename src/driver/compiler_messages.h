// What the messages of compilers mean for a module.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"

namespace natmod::driver {

// A compiler's error as read_compiler_output() gives it, in our words where we know more; others
// as they are.
Finding explain(const Finding& message);

// The same for all, each once.
std::vector<Finding> explain_all(const std::vector<Finding>& messages);

bool is_missing_header(const Finding& finding);

// The headers that are not found, each once.
std::vector<std::string> missing_headers(const std::vector<Finding>& findings);

// Whose header that is, such as "the ESP-IDF"; empty if it is not known as one of a port.
std::string_view port_of_header(std::string_view header);

// As its name begins.
bool is_of_micropython(std::string_view name);

// What makes this compiler's messages easiest to read for a program: JSON of gcc 9 and newer; else
// plain text. clang's SARIF is not asked for: clang itself calls it unstable.
std::string diagnostics_flag(const std::string& compiler);

}  // namespace natmod::driver
