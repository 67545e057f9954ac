// SPDX-License-Identifier: MIT
// natmod inspect: shows what is in a .mpy file.

#include <fmt/core.h>

#include <memory>
#include <string>

#include "commands/commands.h"
#include "mpy/load.h"
#include "mpy/print.h"

namespace natmod::commands {

namespace {

struct InspectArguments {
    std::string file;
    bool json = false, disassemble = false;
};

void inspect(const InspectArguments& arguments) {
    mpy::LoadedMpy loaded = mpy::load_mpy(arguments.file);
    mpy::PrintOptions print{arguments.file, loaded.bytes.bytes().size(), arguments.disassemble};
    auto write = [](std::string_view text) { fmt::print("{}", text); };
    if (!arguments.json) return mpy::print_text(loaded.mpy, print, write);
    mpy::print_json(loaded.mpy, print, write);
    fmt::print("\n");
}

}  // namespace

cli::Command inspect_command() {
    auto arguments = std::make_shared<InspectArguments>();
    return {.name = "inspect",
            .description = "Show what is in a .mpy file, and which MicroPython accepts it",
            .options = {{"FILE", &arguments->file, "any .mpy file", {.required = true}},
                        {"--json", &arguments->json, "print JSON"},
                        {"-d,--disassemble", &arguments->disassemble,
                         "list machine code (with the architecture's objdump) and bytecode"}},
            .run = [arguments] { inspect(*arguments); }};
}

}  // namespace natmod::commands
