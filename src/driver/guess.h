// SPDX-License-Identifier: MIT
// The speculative first build.
//
// The compilers wait for module.qstr.h, and that waits for the scans of all sources, each of which
// takes a preprocessor. So in a clean build we scan the text of a source as it is, if that says
// enough (source/plain_scan.h). If it does for all sources, we write all that natmod generate would
// write, let ninja run the compilers (of a single source we run it ourselves), and link in this
// process. Otherwise we guess from the other sources' text which qstrs they use, write the header,
// and let compilers and scans run side by side. Then natmod generate writes the header again. If it
// is what we guessed, and no scan found a place that natmod compile must rewrite, the objects are
// good and ninja finds nothing to do. If anything fails, or the guess was wrong, we drop all of it
// silently and build the proper way, where the preprocessor reads every source: that costs only
// time.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/build_graph.h"
#include "driver/build_job.h"
#include "driver/ninja_run.h"
#include "source/scan.h"

namespace natmod::driver {

// The text of module.qstr.h as `natmod generate` will write it if the guess is right, by `scans`
// and the text of the sources that none of them is of. Nothing where only the preprocessor can
// tell: names made by ##, root pointers, qstrs as case labels.
std::optional<std::string> guess_qstr_header(const ModuleDescription& module,
                                             std::span<const source::Scan> scans = {});

// A clean build by `plan`, but whose compilers do not wait for scans. Returns nothing if the guess
// was wrong or anything failed. It has then shown nothing, and left nothing that the proper build
// could take for done.
std::optional<NinjaResult> build_on_a_guess(const BuildJob& job, const Plan& plan);

// The identifiers after MP_QSTR_ in C text, in order. Skips comments and literals.
std::vector<std::string> qstr_identifiers(std::string_view text);

}  // namespace natmod::driver
