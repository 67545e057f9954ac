// SPDX-License-Identifier: MIT
#include "base/status_line.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/side_by_side.h"

namespace natmod {
namespace {

bool status_is_shown = false;

size_t terminal_width() {
    winsize size{};
    bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return known ? size.ws_col : 80;
}

}  // namespace

bool on_terminal() {
    const char* kind = std::getenv("TERM");
    if (kind != nullptr && std::string_view(kind) == "dumb") return false;
    return ::isatty(STDERR_FILENO) != 0 || std::getenv(kOnTerminal) != nullptr;
}

void show_status(std::string_view text) {
    fmt::print(stderr, "\r\x1b[K{}", text.substr(0, terminal_width() - 1));
    std::fflush(stderr);
    status_is_shown = true;
}

void clear_status() {
    if (status_is_shown) fmt::print(stderr, "\r\x1b[K");
    status_is_shown = false;
    std::fflush(stderr);
}

}  // namespace natmod
