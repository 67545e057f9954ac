// SPDX-License-Identifier: MIT
// From a described module to its .mpy file: one module, one architecture.
#pragma once

#include <filesystem>
#include <string>

#include "abi/arch.h"
#include "driver/build_job.h"
#include "driver/build_options.h"
#include "driver/folder_lock.h"
#include "driver/module.h"
#include "driver/toolchain.h"

namespace natmod::driver {

// The folder for the objects and generated files of one module and architecture. Sources from the
// command line get a folder of their own, because several modules may share one build folder.
std::filesystem::path work_folder(const ModuleDescription& module, const abi::Arch& arch,
                                  const BuildOptions& options);

// The compilers for the module. Throws Error if one is missing.
Toolchain compilers_for(const ModuleDescription& module, const abi::Arch& arch,
                        const BuildOptions& options);

// Where the .mpy of the module goes, if it is called so.
std::filesystem::path output_file(const ModuleDescription& module, const abi::Arch& arch,
                                  const BuildOptions& options, const std::string& name);

// The module's name as far as it is known before the scan.
std::string presumed_name(const ModuleDescription& module, const BuildOptions& options);

// Makes the work folder, and keeps other builds out of it for as long as the lock lives: whoever
// builds a module has it until all that he reads there is read. One at a time. With --no-run,
// removes what is there.
FolderLock lock_work_folder(const ModuleDescription& module, const abi::Arch& arch,
                            const BuildOptions& options);

// Removes all but the lock.
void clear_work_folder(const std::filesystem::path& work);

// Makes the work folder, and finds the compilers and where they find headers: after this the
// module's sources can be preprocessed. Throws Error.
BuildJob prepare_job(const ModuleDescription& module, const abi::Arch& arch,
                     const BuildOptions& options);

// Builds what has changed in the work folder, puts the
// .mpy in place and returns its path. The .mpy is replaced last and in one step, so a failure
// leaves an older file as it was. Reports notes and warnings; throws Error, after the compilers'
// own messages have gone to standard error.
std::filesystem::path build_module(const ModuleDescription& module, const abi::Arch& arch,
                                   const BuildOptions& options);

}  // namespace natmod::driver
