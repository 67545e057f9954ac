// SPDX-License-Identifier: MIT
// Runs GNU make on a micropython.mk, which it includes as a firmware's makefiles do.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace natmod::driver {

struct MakeQuestion {
    std::filesystem::path makefile;   // absolute
    std::filesystem::path build_dir;  // BUILD; gets describe.mk
    std::vector<std::string> flags;   // from the command line, for CFLAGS_EXTRA
    std::span<const char* const> variables;
    std::span<const char* const> sources;  // the variables that name sources
};

struct MakeAnswer {
    std::map<std::string, std::vector<std::string>, std::less<>> values;  // of the variables
    // From a source, as a variable names it, to the file that make found or made.
    std::map<std::string, std::string, std::less<>> found;
    std::vector<std::filesystem::path> makefiles;  // all read, absolute; the first is the one
};

// Reads the makefile. Makes the sources that it has rules for, and the headers that their objects
// depend on. What make and the rules print goes to standard error. Throws Error if make cannot read
// the makefile or a rule fails. A source that merely does not exist is no error.
MakeAnswer ask_make(const MakeQuestion& question);

}  // namespace natmod::driver
