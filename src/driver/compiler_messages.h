// Reads what compilers and Natmod's own build steps print, and says what it means for a module.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"

namespace natmod::driver {

// One finding per error in the output of gcc, clang or natmod, each once; warnings are left out.
std::vector<Finding> read_messages(std::string_view output);

// The names in quotes of "fatal error: NAME: No such file or directory" (gcc) and
// "fatal error: 'NAME' file not found" (clang), each once.
std::vector<std::string> missing_headers(std::string_view output);

// Whose header that is, such as "the ESP-IDF"; empty if it is not known as one of a port.
std::string_view port_of_header(std::string_view header);

}  // namespace natmod::driver
