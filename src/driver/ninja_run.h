// SPDX-License-Identifier: MIT
// Runs ninja. Shows progress in one line on a terminal, line by line elsewhere.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "source/run_compilers.h"

namespace natmod::driver {

struct NinjaOptions {
    std::filesystem::path file;       // build.ninja
    std::filesystem::path directory;  // where its commands run
    std::string label;                // starts each line of progress
    // In output and findings, the first is shown as the second, so that paths look as the user
    // wrote them.
    std::pair<std::string, std::string> shorten;
    int jobs = 0;              // 0: ninja's choice
    bool verbose = false;      // show whole commands
    bool quiet = false;        // show only what commands print
    bool keep_going = false;   // after a failure, go on with what does not depend on it
    bool hold_output = false;  // return the commands' output, do not show it
    size_t steps = 0;          // of the whole build, if ninja does not run them all
    std::vector<std::string> targets = {};      // none: all
    std::vector<std::string> environment = {};  // "NAME=value", for the commands
    source::CommandsOf compilers = {};          // that the commands run
};

struct NinjaResult {
    int status = 0;
    std::string output;             // what the commands printed
    std::vector<Finding> findings;  // from natmod's own steps, which print nothing
};

// Throws Error if it is not there.
void require_ninja();

// Progress and the commands' output go to standard error. Throws Error if there is no ninja, and if
// a compiler waited for a pipe.
NinjaResult run_ninja(const NinjaOptions& options);

// Runs one command without ninja. What it prints is shown as ninja's commands' is. Throws Error
// with that hint if there is no such program.
NinjaResult run_step(const NinjaOptions& options, std::span<const std::string> command,
                     const std::string& hint = {});

// What is shown of a step that ninja does not run: "[2/2] link".
void show_progress(const NinjaOptions& options, std::string_view step);

}  // namespace natmod::driver
