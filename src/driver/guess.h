// The speculative first build.
//
// The compilers wait for module.qstr.h, and that waits for the scans of all sources. So in a clean
// build we guess from the sources' text which qstrs the module uses, write the header, and let
// compilers and scans run side by side. Then natmod generate writes the header again. If it is what
// we guessed, and no scan found a place that natmod compile must rewrite, the objects are good and
// ninja finds nothing to do. Otherwise we drop them silently and build the proper way: a wrong
// guess costs only time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/build_job.h"
#include "driver/ninja_run.h"

namespace natmod::driver {

// The text of module.qstr.h as `natmod generate` will write it if the guess is right. Nothing where
// only the preprocessor can tell: names made by ##, root pointers, qstrs as case labels, QSTR_DEFS.
std::optional<std::string> guess_qstr_header(const ModuleDescription& module);

// A clean build whose compilers do not wait for the scans. Returns nothing if the guess was wrong
// or anything failed. It has then shown nothing, and left nothing that the proper build could take
// for done.
std::optional<NinjaResult> build_on_a_guess(const BuildJob& job);

// The identifiers after MP_QSTR_ in C text, in order. Skips comments and literals.
std::vector<std::string> qstr_identifiers(std::string_view text);

}  // namespace natmod::driver
