// SPDX-License-Identifier: MIT
// The Python scripts that test a module, and the files with what they should print.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace natmod::suite {

struct Script {
    std::filesystem::path file;      // absolute; it runs in its folder
    std::string name;                // as the user names it from the current folder
    std::filesystem::path expected;  // what it should print; empty: only exit status 0 counts
    std::vector<std::filesystem::path> folders = {};  // of the modules, which may have Python parts
};

// Where to look, and what for.
struct Selection {
    std::vector<std::string> scripts =
        {};                 // folders and scripts, instead of those beside the module
    std::string only = {};  // those with this in their names
};

// test*.py in each of the module's folders and all scripts below its folder tests, or those that
// the user chose; each folder's in the order of their names. Not a name that begins with '_' or
// '.'. Throws Error if there are none.
std::vector<Script> find_scripts(const std::vector<std::filesystem::path>& folders,
                                 const Selection& selection);

// The file with what the script should print: NAME.py.exp, NAME.exp or, for test.py and for a
// script that is alone in its folder, expected.txt. Empty if there is none.
std::filesystem::path expected_file(const std::filesystem::path& script);

}  // namespace natmod::suite
