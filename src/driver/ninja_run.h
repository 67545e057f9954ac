// Runs ninja. It shows progress on a terminal in one line, elsewhere line by line.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/finding.h"

namespace natmod::driver {

struct NinjaOptions {
    std::filesystem::path file;       // build.ninja
    std::filesystem::path directory;  // where its commands run
    std::string label;                // in front of each line of progress
    // In what commands print and find, the first is shown as the second: paths as the user wrote
    // them.
    std::pair<std::string, std::string> shorten;
    int jobs = 0;                               // 0: ninja's choice
    bool verbose = false;                       // whole commands
    bool quiet = false;                         // nothing but what commands print
    bool keep_going = false;                    // after a failure, with what does not need it
    bool hold_output = false;                   // the commands' output is only returned, not shown
    std::vector<std::string> environment = {};  // "NAME=value", for the commands
};

struct NinjaResult {
    int status = 0;
    std::string output;             // what the commands printed
    std::vector<Finding> findings;  // of those that are natmod's own steps; they show nothing
};

// Progress and the commands' output go to standard error. Throws Error if there is no ninja.
NinjaResult run_ninja(const NinjaOptions& options);

}  // namespace natmod::driver
