// natmod merge: puts a native module and Python parts that mpy-cross compiled into one .mpy.

#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "commands/commands.h"
#include "mpy/merge.h"

namespace natmod::commands {

void add_merge_command(CLI::App& app) {
    struct Options {
        std::vector<std::string> files;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("merge", "Merge a native .mpy and bytecode .mpy files into one module");
    command->add_option("FILES", options->files, ".mpy files; at most one with machine code")
        ->required();
    command->add_option("-o,--output", options->output, "file to write")->required();
    command->footer(
        "If the native part has no mpy_init of its own, build it with --mutable-globals: "
        "otherwise\n"
        "its table replaces the dict in which the Python parts define their names.");
    command->callback([options] {
        std::vector<MappedFile> files;
        std::vector<mpy::MergeInput> inputs;
        for (const std::string& name : options->files) {
            files.emplace_back(name);
            inputs.push_back({name, files.back().bytes()});
        }
        write_file(options->output, mpy::merge_mpy(inputs));
    });
}

}  // namespace natmod::commands
