// natmod inspect: shows what is in a .mpy file.

#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "commands/commands.h"
#include "mpy/load.h"
#include "mpy/print.h"

namespace natmod::commands {

void add_inspect_command(CLI::App& app) {
    struct Options {
        std::string file;
        bool json = false, disassemble = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "inspect", "Show what is in a .mpy file, and which MicroPython accepts it");
    command->add_option("FILE", options->file, "any .mpy file")->required();
    command->add_flag("--json", options->json, "print JSON");
    command->add_flag("-d,--disassemble", options->disassemble,
                      "list machine code (with the architecture's objdump) and bytecode");
    command->callback([options] {
        mpy::LoadedMpy loaded = mpy::load_mpy(options->file);
        mpy::PrintOptions print{options->file, loaded.bytes.bytes().size(), options->disassemble};
        if (options->json) {
            // Names in a .mpy need not be UTF-8, JSON must be.
            auto replace = nlohmann::json::error_handler_t::replace;
            fmt::print("{}\n", mpy::mpy_to_json(loaded.mpy, print).dump(2, ' ', false, replace));
        } else {
            fmt::print("{}", mpy::mpy_to_text(loaded.mpy, print));
        }
    });
}

}  // namespace natmod::commands
