// SPDX-License-Identifier: MIT
// Type stubs of a module, for editors and checkers.
#pragma once

#include <vector>

#include "abi/arch.h"
#include "driver/build_options.h"
#include "driver/module.h"
#include "stubs/print.h"

namespace natmod::stubs {

// Preprocesses the sources as a build for that architecture would; builds nothing. Throws Error.
std::vector<StubFile> stubs_of(const driver::ModuleDescription& module, const abi::Arch& arch,
                               const driver::BuildOptions& options);

}  // namespace natmod::stubs
