// SPDX-License-Identifier: MIT
// Ctrl-C, and the signals that end a program likewise, for work that has to clear up first.
#pragma once

#include <array>
#include <csignal>

namespace natmod {

// While it lives, SIGINT, SIGTERM and SIGHUP end nothing: they are noted, and interrupt what waits.
class CatchInterrupts {
  public:
    CatchInterrupts();
    CatchInterrupts(const CatchInterrupts&) = delete;
    CatchInterrupts& operator=(const CatchInterrupts&) = delete;
    ~CatchInterrupts();

  private:
    std::array<struct sigaction, 3> before_{};
};

// The signal that came; 0 if none did.
int interrupted();

// Ends this process by that signal, so that a shell sees why.
[[noreturn]] void end_by(int signal);

}  // namespace natmod
