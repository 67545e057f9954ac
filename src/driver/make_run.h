// Runs GNU make on a micropython.mk, included as a firmware's makefiles do.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace natmod::driver {

struct MakeQuestion {
    std::filesystem::path makefile;   // absolute
    std::filesystem::path build_dir;  // BUILD; describe.mk is written there
    std::vector<std::string> flags;   // of the command line, for CFLAGS_EXTRA
    std::span<const char* const> variables;
    std::span<const char* const> sources;  // those of the variables that name sources
};

struct MakeAnswer {
    std::map<std::string, std::vector<std::string>, std::less<>> values;  // of the variables
    // A source, as a variable names it, to where make found it or made it.
    std::map<std::string, std::string, std::less<>> found;
    std::vector<std::filesystem::path> makefiles;  // that were read, absolute; the first is the one
};

// Reads the makefile, and makes the sources that it has rules for and the headers that their
// objects depend on. What make and the rules print goes to standard error. Throws Error if make
// cannot read it or a rule fails; a source that merely does not exist is not an error.
MakeAnswer ask_make(const MakeQuestion& question);

}  // namespace natmod::driver
