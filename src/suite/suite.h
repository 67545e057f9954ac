// SPDX-License-Identifier: MIT
// All scripts of a module on all rigs: build, run, judge.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/watch.h"
#include "driver/build_options.h"
#include "suite/rigs.h"
#include "suite/scripts.h"
#include "suite/verdict.h"

namespace natmod::suite {

struct SuiteOptions {
    std::string target = ".";  // a module folder, a source or a .mpy file
    Selection selection;
    bool update = false;  // write the expected files
};

// A script on a rig, and what came of it. Without a script: the modules of the rig were not built.
struct Result {
    const Rig* rig = nullptr;
    std::optional<Script> script = {};
    ScriptRun run = {};
    Outcome outcome = {};
    std::vector<Finding> findings = {};  // why it was not built
    std::string module = {};             // the name to import, where there is one
    std::filesystem::path written = {};  // the expected file, if it is another one now
};

// Who is told of what happens.
struct Observer {
    std::function<void(const std::vector<Script>&)> start;  // before anything is built
    std::function<void(const Result&)> take;
    AddInput input;  // files that matter; may be empty
};

// Hands over results in order, rig by rig, whatever the number of jobs is. Ends early when
// CatchInterrupts notes a signal. Throws Error.
void run_suite(const SuiteOptions& suite, const std::vector<Rig>& rigs,
               const driver::BuildOptions& options, const Observer& observer);

}  // namespace natmod::suite
