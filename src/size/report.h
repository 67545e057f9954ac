// SPDX-License-Identifier: MIT
// Where the bytes of a module are, and what brought them in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "abi/arch.h"
#include "driver/build_options.h"
#include "driver/module.h"
#include "mpy/footprint.h"

namespace natmod::size {

// One linked section: mostly one function or object.
struct Item {
    uint64_t size = 0;     // bytes
    bool ram = false;      // in the RAM block; else in text
    bool freed = false;    // garbage after the import
    std::string section;   // .text, .rodata, ...; in parentheses: the linker's own
    std::string function;  // its name, or the section's full one
    std::string file;      // the source, relative to the module's folder; rt/...: Natmod's runtime
    std::string needed_for;  // from an archive: "mp_raise_ValueError in area, shapes.c:15"
};

// What a call of a function takes of the stack, without what the firmware's functions take.
struct StackUse {
    std::string function, file;     // as in Item
    uint64_t frame = 0;             // bytes that it takes itself
    uint64_t deepest = 0;           // with those that it calls, on the path that takes most
    bool outside = false;           // Python, the firmware or a pointer calls it
    std::vector<std::string> path;  // that path, itself first
    // Why it may be more, with the functions that are the reason: "recursion", "pointers" (calls
    // through them), "arrays" (of a size known at run time), "unknown" (frames).
    std::map<std::string, std::vector<std::string>> at_least;
};

struct SizeReport {
    std::string module, arch;
    uint64_t file = 0;  // bytes of the .mpy
    mpy::Footprint memory;
    std::vector<Item> items;      // none if only the .mpy is known
    std::vector<StackUse> stack;  // likewise
};

// What a .mpy file alone shows; no items. Throws Error.
SizeReport measure_file(const std::filesystem::path& path);

// Builds the module and reads the link map. Throws Error.
SizeReport measure_module(const driver::ModuleDescription& module, const abi::Arch& arch,
                          const driver::BuildOptions& options);

// The JSON that read_reports() reads. docs/reference.md has the schema.
std::string to_json(const std::vector<SizeReport>& reports);

// The reports in such JSON, or the one for a .mpy file. Throws Error.
std::vector<SizeReport> read_reports(const std::filesystem::path& path);

}  // namespace natmod::size
