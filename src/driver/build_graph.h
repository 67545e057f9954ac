// Writes the build of one module as a ninja file: scan each source, init, compile, link.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "driver/flags.h"
#include "driver/module.h"
#include "driver/toolchain.h"

namespace natmod {

struct PlanOptions {
    FlagOptions flags;
    std::vector<std::string> extra_flags;  // of natmod's command line, after the module's own
    std::string launcher;
    std::string name;  // passed to init; empty: the registered one
    std::vector<std::string> externs;
    std::string arch_flags;
    bool mutable_globals = false;
    bool map = false;                    // write kPlanMap
    std::filesystem::path work_dir;      // objects and generated files
    std::vector<std::string> libraries;  // archives, in the order they are searched
    // module.qstr.h is there already, as a guess: compile beside the scans, not after them.
    bool guessed = false;
    std::filesystem::path natmod;  // this program
};

// What ninja leaves in the work folder.
inline constexpr const char* kPlanLinked = "module.mpy";
inline constexpr const char* kPlanMap = "module.map";  // if asked for
inline constexpr const char* kPlanDescription = "module.link.json";
inline constexpr const char* kPlanNinja = "build.ninja";
// Environment variable: set and empty, commands are the compilers alone, not natmod compile.
inline constexpr const char* kPlanGuesses = "NATMOD_GUESSES";

struct Plan {
    std::string ninja;               // text of build.ninja; commands run in the module's folder
    std::string compile_commands;    // compile_commands.json, for editors
    std::vector<std::string> scans;  // results of natmod scan, relative to the module's folder
};

// Whether flags ask for link-time optimization, which make_plan() leaves out, and what to say then.
bool uses_lto(const ModuleDescription& module, const std::vector<std::string>& extra_flags);
inline constexpr std::string_view kNoLto =
    "-flto is left out: natmod links machine code, and drops what is unused itself";

Plan make_plan(const ModuleDescription& module, const Toolchain& toolchain,
               const PlanOptions& options);

}  // namespace natmod
