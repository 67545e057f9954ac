// SPDX-License-Identifier: MIT
// Migrating the files of native modules: sources, the local headers that they include, and the
// description that a Makefile becomes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace natmod::migrate {

struct Options {
    std::vector<std::string> files;
    std::string name;
    bool write = false;   // otherwise what would change is printed, as a diff
    bool no_run = false;  // as if there were no Makefile
};

// Prints what is left to do by hand, and returns how many lines that were. Throws Error.
size_t migrate_files(const Options& options);

}  // namespace natmod::migrate
