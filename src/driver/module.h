// What a user C module consists of, whether micropython.mk, micropython.cmake or the command line
// describes it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace natmod::driver {

enum class Language { c, cxx, assembler };

struct SourceFile {
    std::filesystem::path path;  // absolute
    Language language = Language::c;
    bool lib = false;                // not scanned for qstrs and registrations
    std::vector<std::string> flags;  // for this source alone, after those of its language
};

struct ModuleDescription {
    std::string name;                 // empty: the registered name, which the scan finds
    std::filesystem::path directory;  // absolute; where the compilers run
    std::filesystem::path build_dir;  // absolute; for generated files, objects and results
    std::filesystem::path origin;     // the file that describes it; empty: the command line
    std::vector<SourceFile> sources;
    std::vector<std::string> cflags;  // words for all C, C++ and assembler sources
    std::vector<std::string> cxxflags;
    std::vector<std::string> ldflags;              // -l, -L and archives, in the user's order
    std::vector<std::filesystem::path> qstr_defs;  // files of Q(name) lines: names made by ##
};

enum class DescribedBy { any, make, cmake };

// The name of a module that registers nothing, as it has its own mpy_init: the folder's, or the
// first source's.
std::string default_name(const ModuleDescription& module);

// DIR/build-natmod.
std::filesystem::path default_build_dir(const std::filesystem::path& module_dir);

// Makes that folder and those above it. Throws Error if that cannot be.
void make_build_folder(const std::filesystem::path& folder);

// Of a module in `folder` that the description in `top` includes, whose build folder `build_dir`
// is.
std::filesystem::path included_build_dir(const std::filesystem::path& top,
                                         const std::filesystem::path& build_dir,
                                         const std::filesystem::path& folder);

// Whether the word names what describe_modules() takes, and not a source.
bool names_description(const std::string& target);

// The modules that `target` describes. A folder: its own micropython.mk, else its own
// micropython.cmake, else those of its sub folders. A file: a makefile, a list of CMake or a
// manifest.py with c_module(). (These are what the firmware's USER_C_MODULES and FROZEN_MANIFEST
// may be.) `build_dir`, if not empty, is used instead of build-natmod in each module's folder.
// `flags` are those of the command line, which the files may look at (CFLAGS_EXTRA,
// MICROPY_CPP_FLAGS_EXTRA) but which do not become part of the description. Throws Error if there
// is no module, if make or CMake fail (after their own messages), or if a source is missing.
std::vector<ModuleDescription> describe_modules(const std::filesystem::path& target,
                                                DescribedBy by = DescribedBy::any,
                                                const std::filesystem::path& build_dir = {},
                                                const std::vector<std::string>& flags = {});

// The modules of micropython.mk, as GNU make evaluates it: one, or one for each file with sources
// that it includes if it has none itself. Rules for sources are run.
std::vector<ModuleDescription> describe_with_make(const std::filesystem::path& makefile,
                                                  const std::filesystem::path& build_dir,
                                                  const std::vector<std::string>& flags = {});

// The folders that c_module() names in manifest.py and the manifests that it includes, absolute.
// Only calls with a plain text count: it is read, not run.
std::vector<std::filesystem::path> manifest_folders(const std::filesystem::path& manifest);

// The modules that micropython.cmake links into the target `usermod`, as CMake evaluates it: one
// for each file that adds sources, so a file that only includes others gives several.
std::vector<ModuleDescription> describe_with_cmake(const std::filesystem::path& file,
                                                   const std::filesystem::path& build_dir,
                                                   const std::vector<std::string>& flags = {});

// One module from sources named on the command line; the folder is the current one. Throws Error
// for a file whose ending is not that of a source.
ModuleDescription describe_sources(const std::vector<std::string>& sources,
                                   const std::filesystem::path& build_dir = {});

// By the file's ending. Throws Error naming `origin` if it is not that of a source.
Language language_of(const std::filesystem::path& source, const std::filesystem::path& origin);

// Throws Error naming those sources that are not there.
void require_sources(const ModuleDescription& module);

}  // namespace natmod::driver
