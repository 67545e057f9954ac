// SPDX-License-Identifier: MIT
// The parts of a user C module, whether micropython.mk, micropython.cmake or the command line
// describes it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"

namespace natmod::driver {

enum class Language { c, cxx, assembler };

struct SourceFile {
    std::filesystem::path path;  // absolute
    Language language = Language::c;
    bool lib = false;                // not scanned for qstrs and registrations
    std::vector<std::string> flags;  // for this source alone, after its language's
};

struct ModuleDescription {
    std::string name;                 // empty: the scan finds the registered name
    std::filesystem::path directory;  // absolute; compilers run here
    std::filesystem::path build_dir;  // absolute; for generated files, objects and results
    std::filesystem::path origin;     // the describing file; empty: the command line
    std::filesystem::path folder;     // that the command named; empty: sources
    std::vector<SourceFile> sources;
    std::vector<std::string> cflags;  // words for all C, C++ and assembler sources
    std::vector<std::string> cxxflags;
    std::vector<std::string> ldflags;              // -l, -L and archives, in the user's order
    std::vector<std::filesystem::path> qstr_defs;  // files of Q(name) lines, for names made by ##
    bool runs_code = false;  // reading the description may run programs, or write files
};

enum class DescribedBy { any, make, cmake };

// Gets why something failed, so that the rest can go on.
using GoOnAfter = std::function<void(const Error&)>;

// Calls `work`. If there is a `go_on_after`, that gets what it throws.
void attempt(const GoOnAfter& go_on_after, const std::function<void()>& work);

// The name of a module that has its own mpy_init and registers nothing: the folder's, or the first
// source's.
std::string default_name(const ModuleDescription& module);

// DIR/build-natmod.
std::filesystem::path default_build_dir(const std::filesystem::path& module_dir);

// Makes that folder and its parents. Throws Error if it cannot.
void make_build_folder(const std::filesystem::path& folder);

// The build folder of a module in `folder` that the description in `top` includes; `build_dir` is
// the build folder of `top`.
std::filesystem::path included_build_dir(const std::filesystem::path& top,
                                         const std::filesystem::path& build_dir,
                                         const std::filesystem::path& folder);

// Whether the word names something for describe_modules(), and not a source.
bool names_description(const std::string& target);

// The modules that `target` describes. For a folder: its own micropython.mk, else its own
// micropython.cmake, else those of its subfolders. For a file: a makefile, a CMake file, or a
// manifest.py with c_module(). (A firmware's USER_C_MODULES and FROZEN_MANIFEST may be these.)
// `build_dir`, if not empty, replaces build-natmod in each module's folder. `flags` are the command
// line's. The files may look at them (CFLAGS_EXTRA, MICROPY_CPP_FLAGS_EXTRA), but they do not
// become part of the description. With `no_run`, a description that may run a program is an error.
// Keeps other builds out of the build folders where the description runs code. Throws Error if
// there is no module, if make or CMake fails (after its own messages), or if a source is missing;
// with `go_on_after`, that gets what is wrong with one of several.
std::vector<ModuleDescription> describe_modules(const std::filesystem::path& target,
                                                DescribedBy by = DescribedBy::any,
                                                const std::filesystem::path& build_dir = {},
                                                const std::vector<std::string>& flags = {},
                                                bool no_run = false,
                                                const GoOnAfter& go_on_after = {});

// The modules of micropython.mk, as GNU make evaluates it. One; or if it has no sources itself, one
// for each file with sources that it includes. Runs the rules for sources.
std::vector<ModuleDescription> describe_with_make(const std::filesystem::path& makefile,
                                                  const std::filesystem::path& build_dir,
                                                  const std::vector<std::string>& flags = {});

// The folders that c_module() names, in manifest.py and in the manifests it includes; absolute.
// Only calls with a plain string count, because the file is read, not run.
std::vector<std::filesystem::path> manifest_folders(const std::filesystem::path& manifest);

// The modules that micropython.cmake links into the target `usermod`, as CMake evaluates it. One
// for each file that adds sources, so a file that only includes others gives several. With `anew`,
// believes nothing that is in the build folder.
std::vector<ModuleDescription> describe_with_cmake(const std::filesystem::path& file,
                                                   const std::filesystem::path& build_dir,
                                                   const std::vector<std::string>& flags = {},
                                                   bool anew = false);

// One module from the sources named on the command line, in the current folder. Throws Error for a
// file that does not end like a source.
ModuleDescription describe_sources(const std::vector<std::string>& sources,
                                   const std::filesystem::path& build_dir = {});

// Judged by the file's ending. Throws Error naming `origin` if no source ends so.
Language language_of(const std::filesystem::path& source, const std::filesystem::path& origin);

// Throws Error that names the missing sources.
void require_sources(const ModuleDescription& module);

}  // namespace natmod::driver
