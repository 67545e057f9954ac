// SPDX-License-Identifier: MIT
// gdb on a module that MicroPython imports.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "abi/arch.h"
#include "driver/run_python.h"

namespace natmod::driver {

struct DebugRun {
    std::string gdb;                       // the program
    std::vector<std::string> breakpoints;  // as gdb's command break takes them
    std::vector<std::string> commands;     // of gdb, for the first stop
    bool batch = false;                    // no prompt: gdb ends after these
    std::string remote;                    // a gdb server's HOST:PORT; empty: MicroPython here
    std::optional<uint64_t> base;          // of the text of a module that is imported already
    PythonRun python;                      // what MicroPython here runs
};

// Whether this machine runs programs for that architecture without qemu.
bool runs_here(const abi::Arch& arch);

// The gdb for that architecture, or the one that `wanted` names: `native` for programs of this
// machine. Throws Error if there is none, or if it has no Python.
std::string find_gdb(const std::string& wanted, bool native);

// Replaces this process by gdb, which runs that MicroPython, or connects to the server if
// `firmware` is nullptr. Beside each module is its symbol file. Throws Error.
[[noreturn]] void debug_python(const Firmware* firmware, const abi::Arch& arch,
                               const std::vector<std::filesystem::path>& modules,
                               const DebugRun& run);

}  // namespace natmod::driver
