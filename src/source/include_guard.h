// SPDX-License-Identifier: MIT
// The macro that keeps a header from being read twice.
#pragma once

#include <string>
#include <vector>

#include "source/raw_source.h"

namespace natmod::source {

// FILE_H of `#ifndef FILE_H` and `#define FILE_H` at the start of a file, with its #endif at the
// end; empty if there is none. One with a value may be any macro that gets a default, and
// MICROPY_... may be one of the SDK's.
std::string include_guard(Code tokens);

}  // namespace natmod::source
