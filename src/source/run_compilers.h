// SPDX-License-Identifier: MIT
// Running compilers over files of the user's, which may be pipes.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/process.h"
#include "source/preprocess.h"

namespace natmod::source {

// What the program runs, for a search of the headers; called only if it takes long.
using CommandsOf = std::function<std::vector<CompileCommand>()>;

// run_process(), with capture, for a compiler or what starts compilers. One that opens a pipe waits
// until somebody writes to it, which may be never. If one waits for a file that its words or a
// source or header name, it reads an #error, and when the program has ended this throws Error,
// which names the pipe.
ProcessResult run_compilers(std::span<const std::string> command, ProcessOptions options,
                            const CommandsOf& commands);

}  // namespace natmod::source
