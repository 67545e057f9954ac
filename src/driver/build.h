// From a described module to its .mpy file: one module, one architecture.
#pragma once

#include <filesystem>
#include <string>

#include "abi/arch.h"
#include "driver/build_options.h"
#include "driver/module.h"

namespace natmod::driver {

// Where objects and generated files of that module and architecture are. Sources from the command
// line have a folder of their own, as several may share one build folder.
std::filesystem::path work_folder(const ModuleDescription& module, const abi::Arch& arch,
                                  const BuildOptions& options);

// What the module is called as far as that is known before its scan.
std::string presumed_name(const ModuleDescription& module, const BuildOptions& options);

// Builds what has changed and puts the .mpy in place, which happens last and in one step: after
// any failure an older file is still as it was. Returns its path. Reports notes and warnings;
// throws Error. The compilers' own messages are on standard error by then.
std::filesystem::path build_module(const ModuleDescription& module, const abi::Arch& arch,
                                   const BuildOptions& options);

}  // namespace natmod::driver
