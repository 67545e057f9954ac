// SPDX-License-Identifier: MIT
#include "base/interrupt.h"

#include <unistd.h>

#include <cstddef>

namespace natmod {
namespace {

constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t came = 0;

void note(int signal) {
    came = signal;
}

}  // namespace

CatchInterrupts::CatchInterrupts() {
    struct sigaction action {};
    action.sa_handler = note;  // without SA_RESTART, so that poll() returns
    ::sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &action, &before_[i]);
}

CatchInterrupts::~CatchInterrupts() {
    for (size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
}

int interrupted() {
    return came;
}

void end_by(int signal) {
    ::signal(signal, SIG_DFL);
    ::raise(signal);
    ::_exit(128 + signal);
}

}  // namespace natmod
