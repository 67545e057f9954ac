// SPDX-License-Identifier: MIT
// The build of one module as a ninja file: scan each source, generate, compile, link.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/build_job.h"
#include "driver/ninja_run.h"
#include "link/link.h"

namespace natmod::driver {

struct Step {
    std::string shown;  // "cc shapes.c"
    std::vector<std::string> command;
};

struct Plan {
    std::string ninja;               // the text of build.ninja; commands run in the module's folder
    std::string compile_commands;    // compile_commands.json, for editors
    std::vector<std::string> scans;  // results of natmod scan, relative to the module's folder
    std::vector<std::string> objects;  // likewise, in the linker's order
    std::string init_object;           // that of the init source among them
    std::string steps;  // what makes scans and the init source's object: the content of kStepsStamp
    std::string link;   // how to link: begins kLinkStamp
    std::optional<Step> compile;  // of a module's only source: how to do without ninja
};

// When the compilers run.
enum class CompileOrder {
    after_scans,   // which give the qstr header
    beside_scans,  // with a guessed qstr header: guess.h
};

Plan make_plan(const BuildJob& job, CompileOrder order = CompileOrder::after_scans);

// What natmod ld gets from the plan's last command, but for the objects and the description.
link::LinkOptions link_options(const BuildJob& job);

// Environment variable: extra compiler flags that change only the form of messages.
inline constexpr const char* kPlanDiagnostics = "NATMOD_DIAGNOSTICS";
// Environment variable: if set and empty, commands call the compiler without natmod compile.
inline constexpr const char* kPlanGuesses = "NATMOD_GUESSES";

// How to call ninja once the plan is in the work folder.
NinjaOptions ninja_options(const BuildJob& job);

}  // namespace natmod::driver
