// SPDX-License-Identifier: MIT
// What valgrind's callgrind counted while MicroPython ran a module. To callgrind a module's code
// belongs to no file: its format calls that `???`. (Format: valgrind's manual, "Callgrind Format
// Specification"; with --dump-instr=yes and without compression.)
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "elf/module_symbols.h"

namespace natmod::profile {

struct Call {
    uint64_t from = 0;  // address
    uint64_t cost = 0;  // instructions of all that it ran
};

struct Recording {
    std::map<uint64_t, uint64_t> costs;  // instructions by address, of code of no file
    std::vector<Call> calls;             // by that code
    std::vector<uint64_t> entries;       // functions of no file that something called
    uint64_t total = 0;                  // of the whole program
};

Recording read_recording(std::string_view text);

// A module in the process that was recorded.
struct LoadedModule {
    const elf::ModuleSymbols& symbols;
    elf::SourceLines lines;
    uint64_t base = 0;  // where text was
};

// Where text of that module was; nothing if none of its functions was called.
std::optional<uint64_t> find_base(const Recording& recording, const elf::ModuleSymbols& symbols);

// The recording with the names, files and lines of the modules, and their addresses in the symbol
// files, for KCachegrind and callgrind_annotate.
std::string with_names(std::string_view text, const std::vector<LoadedModule>& modules);

}  // namespace natmod::profile
