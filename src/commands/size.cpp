// natmod size: prints the size of each .mpy file, and of what it takes in memory, as size(1) does.

#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

#include "commands/commands.h"
#include "mpy/footprint.h"
#include "mpy/load.h"

namespace natmod::commands {

namespace {

void print_sizes(const std::vector<std::string>& files) {
    fmt::print("{:>8} {:>7} {:>7} {:>8} {:>6} {:>6} {:>8} {:>8} {:>8}  {:10} {}\n", "text",
               "rodata", "bss", "total", "relocs", "fixups", "heap", "exec", "file", "arch",
               "name");
    for (const std::string& name : files) {
        mpy::LoadedMpy loaded = mpy::load_mpy(name);
        mpy::Footprint sizes = mpy::footprint_of(loaded.mpy);
        std::string arch(mpy::arch_name(loaded.mpy.arch));
        if (loaded.mpy.arch == 0) arch = "bytecode";
        if (arch.empty()) arch = fmt::format("?{}", loaded.mpy.arch);
        fmt::print("{:8} {:7} {:7} {:8} {:6} {:6} {:8} {:8} {:8}  {:10} {}\n", sizes.text,
                   sizes.rodata, sizes.bss, sizes.text + sizes.rodata + sizes.bss, sizes.relocs,
                   sizes.fixups, sizes.heap, sizes.exec, loaded.bytes.bytes().size(), arch, name);
    }
}

}  // namespace

cli::Command size_command() {
    auto files = std::make_shared<std::vector<std::string>>();
    return {
        .name = "size",
        .description = "Show the sizes of .mpy files and the memory that their import keeps",
        .footer =
            "text, rodata and bss are bytes, total is their sum. relocs and fixups are the words "
            "that\n"
            "the loader and the module's start code patch. heap and exec are the bytes that the "
            "loader\n"
            "keeps after the import, on the GC heap and in memory for code. What the\n"
            "module's own code allocates comes on top.",
        .options = {{"FILES", files.get(), ".mpy files", {.required = true}}},
        .run = [files] { print_sizes(*files); }};
}

}  // namespace natmod::commands
