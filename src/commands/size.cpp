// natmod size: prints the size of each .mpy file, and of what it takes in memory, as size(1) does.

#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

#include "commands/commands.h"
#include "mpy/footprint.h"
#include "mpy/load.h"

namespace natmod::commands {

void add_size_command(CLI::App& app) {
    auto files = std::make_shared<std::vector<std::string>>();
    CLI::App* command = app.add_subcommand(
        "size", "Show the sizes of .mpy files and the memory that their import keeps");
    command->add_option("FILES", *files, ".mpy files")->required();
    command->footer(
        "text, rodata and bss are bytes, total is their sum. relocs and fixups are the words that\n"
        "the loader and the module's start code patch. heap and exec are the bytes that the "
        "loader\n"
        "keeps after the import, on the GC heap and in memory for code. What the\n"
        "module's own code allocates comes on top.");
    command->callback([files] {
        fmt::print("{:>8} {:>7} {:>7} {:>8} {:>6} {:>6} {:>8} {:>8} {:>8}  {:10} {}\n", "text",
                   "rodata", "bss", "total", "relocs", "fixups", "heap", "exec", "file", "arch",
                   "name");
        for (const std::string& name : *files) {
            mpy::LoadedMpy loaded = mpy::load_mpy(name);
            mpy::Footprint sizes = mpy::footprint_of(loaded.mpy);
            std::string arch(mpy::arch_name(loaded.mpy.arch));
            if (loaded.mpy.arch == 0) arch = "bytecode";
            if (arch.empty()) arch = fmt::format("?{}", loaded.mpy.arch);
            fmt::print("{:8} {:7} {:7} {:8} {:6} {:6} {:8} {:8} {:8}  {:10} {}\n", sizes.text,
                       sizes.rodata, sizes.bss, sizes.text + sizes.rodata + sizes.bss, sizes.relocs,
                       sizes.fixups, sizes.heap, sizes.exec, loaded.bytes.bytes().size(), arch,
                       name);
        }
    });
}

}  // namespace natmod::commands
