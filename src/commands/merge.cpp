// SPDX-License-Identifier: MIT
// natmod merge: puts a native module and Python parts that mpy-cross compiled into one .mpy.

#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "commands/commands.h"
#include "mpy/checksum.h"
#include "mpy/merge.h"

namespace natmod::commands {

namespace {

struct MergeArguments {
    std::vector<std::string> files;
    std::string output;
};

void merge(const MergeArguments& arguments) {
    std::vector<MappedFile> files;
    std::vector<mpy::MergeInput> inputs;
    for (const std::string& name : arguments.files) {
        files.emplace_back(name);
        inputs.push_back({name, files.back().bytes()});
    }
    std::vector<uint8_t> merged = mpy::merge_mpy(inputs);
    mpy::append_checksum(merged);
    write_file(arguments.output, merged);
}

}  // namespace

cli::Command merge_command() {
    auto arguments = std::make_shared<MergeArguments>();
    return {.name = "merge",
            .description = "Merge a native .mpy and bytecode .mpy files into one module",
            .footer =
                "If the native part has no mpy_init of its own, build it with "
                "--mutable-globals: otherwise\n"
                "its table replaces the dict in which the Python parts define their names.",
            .options = {{"FILES",
                         &arguments->files,
                         ".mpy files; at most one with machine code",
                         {.required = true}},
                        {"-o,--output", &arguments->output, "file to write", {.required = true}}},
            .run = [arguments] { merge(*arguments); }};
}

}  // namespace natmod::commands
