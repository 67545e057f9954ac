#include "base/error.h"

#include <fmt/core.h>

#include <cstdio>

namespace natmod {

void print_message(const Message& message, const char* severity) {
    fmt::print(stderr, "natmod: {}{}{}: {}\n", message.where, message.where.empty() ? "" : ": ",
               severity, message.text);
    if (!message.hint.empty()) fmt::print(stderr, "hint: {}\n", message.hint);
}

}  // namespace natmod
