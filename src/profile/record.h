// SPDX-License-Identifier: MIT
// Runs a program in valgrind's callgrind.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "profile/recording.h"

namespace natmod::profile {

// Returns the program's status. Each process that comes of it leaves its recording in `folder`.
// Throws Error.
int record(const std::vector<std::string>& command, const std::vector<std::string>& environment,
           const std::filesystem::path& folder);

struct Found {
    std::string text;  // as callgrind wrote it
    Recording recording;
    std::vector<LoadedModule> modules;  // those whose functions were called; others are not in it
};

// The recording of the process that called functions of the modules.
std::unique_ptr<Found> find_recording(const std::deque<elf::ModuleSymbols>& symbols,
                                      const std::filesystem::path& folder);

}  // namespace natmod::profile
