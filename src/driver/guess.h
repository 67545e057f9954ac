// The speculative first build.
//
// The compiler waits for module.qstr.h, and that for the scans of all sources. In a clean build we
// therefore guess which qstrs the module uses, from the text of its sources alone, write the header
// and let compilers and scans run side by side. Afterwards natmod generate has written the header
// again: if it is what we guessed, and no scan found a place that natmod compile must rewrite, the
// objects are good, and ninja finds nothing to do. Otherwise we drop them, say nothing, and build
// the proper way: a wrong guess costs time, nothing else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/build_job.h"
#include "driver/ninja_run.h"

namespace natmod::driver {

// Text of module.qstr.h as `natmod generate` will write it if the guess is right; nothing where
// only the preprocessor can tell: names made by ##, root pointers, qstrs as case labels, QSTR_DEFS.
std::optional<std::string> guess_qstr_header(const ModuleDescription& module);

// A clean build with compilers that do not wait for the scans. Nothing if the guess was wrong or
// anything failed: nothing was shown and nothing is left that the proper build could take for done.
std::optional<NinjaResult> build_on_a_guess(const BuildJob& job);

// The identifiers after MP_QSTR_ in C text, outside comments and literals, in order.
std::vector<std::string> qstr_identifiers(std::string_view text);

}  // namespace natmod::driver
