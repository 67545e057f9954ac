// SPDX-License-Identifier: MIT
// Does work again whenever something that it reads has changed, until Ctrl-C.
#pragma once

#include <filesystem>
#include <functional>

namespace natmod {

// Takes a file that the work reads, or a folder: then new names of sources in it count. The file
// may be missing as yet.
using AddInput = std::function<void(const std::filesystem::path&)>;

// Calls `round` in a copy of this process, without a terminal to read from; it may become another
// program. If an input changes meanwhile, ends it and all that it has started. Reports what it
// throws.
[[noreturn]] void watch(const std::function<void(const AddInput&)>& round);

}  // namespace natmod
