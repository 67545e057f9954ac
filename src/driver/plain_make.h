// SPDX-License-Identifier: MIT
// What make would say about a micropython.mk that only lists sources and flags, as most do.
#pragma once

#include <optional>

#include "driver/make_run.h"

namespace natmod::driver {

// The same answer as ask_make()'s, without make's start. Nothing if the makefile has anything but
// comments, lists that grow, and names of folders, or if a source is not where it says.
std::optional<MakeAnswer> plain_answer(const MakeQuestion& question);

}  // namespace natmod::driver
