// The build of one module as a ninja file: scan each source, generate, compile, link.
#pragma once

#include <string>
#include <vector>

#include "driver/build_job.h"
#include "driver/ninja_run.h"

namespace natmod::driver {

struct Plan {
    std::string ninja;               // text of build.ninja; commands run in the module's folder
    std::string compile_commands;    // compile_commands.json, for editors
    std::vector<std::string> scans;  // results of natmod scan, relative to the module's folder
};

// When the compilers run.
enum class CompileOrder {
    after_scans,   // the qstr header is there then
    beside_scans,  // the qstr header is there already, as a guess: guess.h
};

Plan make_plan(const BuildJob& job, CompileOrder order = CompileOrder::after_scans);

// Environment variable: more flags for compilers, which change nothing but the form of messages.
inline constexpr const char* kPlanDiagnostics = "NATMOD_DIAGNOSTICS";
// Environment variable: set and empty, commands are the compilers alone, not natmod compile.
inline constexpr const char* kPlanGuesses = "NATMOD_GUESSES";

// How ninja is called for the plan, once that is written to the work folder.
NinjaOptions ninja_options(const BuildJob& job);

}  // namespace natmod::driver
