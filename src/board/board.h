// SPDX-License-Identifier: MIT
// A board with MicroPython: what it loads, and modules on it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "abi/arch.h"
#include "base/watch.h"
#include "driver/build_options.h"

namespace natmod::board {

struct Board {
    std::string port;
    std::string name;      // "Raspberry Pi Pico with RP2040"
    std::string firmware;  // "micropython 1.26.1"
    const abi::Arch* arch = nullptr;
    int abi = 0;
    std::string floats;  // "single", "double" or "no"
    uint64_t heap = 0;   // bytes that are free

    std::string text() const;  // one line for people
};

// Connects, interrupts what runs there, resets the board softly and asks it. `device` as in
// find_port(). Throws Error, also if its firmware loads no native modules.
Board connect(const std::string& device);

// Of what that says; for tests.
Board board_in(const std::string& answers, const std::string& port);

// The modules of `target` built for exactly that board; a .mpy as it is. Tells `input` what they
// are built from. Throws Error.
std::vector<std::filesystem::path> modules_for(const Board& board, const std::string& target,
                                               driver::BuildOptions options,
                                               const AddInput& input = {});

// The one that --arch names, if the board loads its files; else the board's own. Throws Error.
const abi::Arch& arch_for(const Board& board, const driver::BuildOptions& options);

// Where the firmware's floats are not those that the architecture's boards usually have.
void add_float_flags(const Board& board, const abi::Arch& arch, driver::BuildOptions& options);

// Puts a file into a folder of the board's, unless it is there. It gets its name when all of it has
// arrived and is right. Returns whether it was copied. Throws Error, also for a file that natmod
// verify refuses, or that the board would not load.
bool put(const Board& board, const std::filesystem::path& file, const std::string& folder);

// The folder that --to names: ":lib" or "lib".
std::string folder_named(const std::string& to);

// Replaces this process by mpremote, which runs a script or `code` on the board, else connects its
// REPL. What went before must not have left anything running.
[[noreturn]] void run_script(const Board& board, const std::optional<std::string>& code,
                             const std::vector<std::string>& words);

}  // namespace natmod::board
