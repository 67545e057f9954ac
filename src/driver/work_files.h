// SPDX-License-Identifier: MIT
// The names of all files in a build folder. BUILD is build-natmod in the module's folder, or what
// --build-dir names. The work folder is BUILD/ARCH, or one below it (work_folder() in build.h).
#pragma once

#include <filesystem>
#include <vector>

#include "driver/module.h"

namespace natmod::driver::work_files {

// In BUILD.
inline constexpr const char* kDefaultBuildDir = "build-natmod";           // BUILD itself
inline constexpr const char* kCompileCommands = "compile_commands.json";  // for editors
inline constexpr const char* kMakefile = "describe.mk";  // includes the module's micropython.mk
inline constexpr const char* kCMakeSource = "cmake/project";  // a project with the module's list
inline constexpr const char* kCMakeBinary = "cmake/binary";
inline constexpr const char* kCheckDir = "check";          // the BUILD of natmod check
inline constexpr const char* kReproduceDir = "reproduce";  // that of natmod build --reproduce
inline constexpr const char* kDebugDir = "debug";          // that of natmod debug
inline constexpr const char* kProfileDir = "profile";      // what natmod profile leaves
inline constexpr const char* kRunDir = "run";              // a folder for each natmod run
inline constexpr const char* kLock = ".lock";
inline constexpr const char* kCache = "cache";  // used if the user's cannot be written

// In the folder of a toolchain in the cache, besides kLock.
inline constexpr const char* kRuntime = "librt.a";
inline constexpr const char* kFallback = "libfallback.a";  // what the toolchain may lack

// In the work folder, in the order in which a build makes them.
inline constexpr const char* kNinjaLog = ".ninja_log";  // ninja gives it this name
inline constexpr const char* kNinja = "build.ninja";
inline constexpr const char* kPortConfig = "port.config.h";  // with the headers of a port
inline constexpr const char* kSdkLayouts = "layouts.sdk.o";  // port_layouts.h
inline constexpr const char* kPortLayouts = "layouts.port.o";
inline constexpr const char* kStepsStamp = "steps.stamp";    // how the next files are made
inline constexpr const char* kQstrHeader = "module.qstr.h";  // by natmod generate
inline constexpr const char* kInitSource = "module.init.c";
inline constexpr const char* kLinkDescription = "module.link.json";
inline constexpr const char* kLinkStamp = "link.stamp";  // how to link, and with which other files
inline constexpr const char* kLinked = "module.mpy";     // by natmod ld; then copied to its place
inline constexpr const char* kSymbols = "module.elf";    // likewise: with symbols and DWARF
inline constexpr const char* kMap = "module.map.json";   // for a check, and for natmod size
inline constexpr const char* kCheckHeaders = "headers";  // empty headers in place of missing ones

// The files made from one source, in the folder that source/object_names.h names.
struct Products {
    std::filesystem::path source, scan, object;
};

Products products_of(const std::filesystem::path& source, const ModuleDescription& module,
                     const std::filesystem::path& work);
Products products_of_init(const std::filesystem::path& work);  // no scan
std::vector<Products> all_products(const ModuleDescription& module,
                                   const std::filesystem::path& work);

}  // namespace natmod::driver::work_files
