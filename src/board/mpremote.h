// SPDX-License-Identifier: MIT
// Boards on a serial line, by way of MicroPython's own tool for them, mpremote.
#pragma once

#include <string>
#include <vector>

#include "base/limited_process.h"

namespace natmod::board {

// What to type to get mpremote.
std::string how_to_install_mpremote();

// The serial port that `wanted` names, as mpremote takes it; if that is empty or "auto", that of
// the one board that is connected. Throws Error if there is none, or if there are several.
std::string find_port(const std::string& wanted);

// A line of `mpremote connect list`: the port of a board, with what else is known of it; empty for
// a port that is not on USB.
std::string port_in(const std::string& line);

// "mpremote connect PORT WORDS...".
std::vector<std::string> mpremote(const std::string& port, const std::vector<std::string>& words);

// Runs mpremote, which would wait for a silent board for ever, for that long. Throws Error, in
// terms of `port`, if the connection fails.
LimitedResult run(const std::string& port, const std::vector<std::string>& words, int seconds);

// What it prints then, on both streams. Throws Error if it fails at all.
std::string ask(const std::string& port, const std::vector<std::string>& words, int seconds);

// The same, but what goes to standard output is shown: progress on a terminal.
void show(const std::string& port, const std::vector<std::string>& words, int seconds);

// What follows "@KEY " on a line of that output; empty if there is none.
std::string answer_in(const std::string& output, const std::string& key);

}  // namespace natmod::board
