// SPDX-License-Identifier: MIT
// natmod where: from an address to the function and the line.

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/nearest.h"
#include "commands/address.h"
#include "commands/commands.h"
#include "elf/module_symbols.h"
#include "mpy/load.h"

namespace fs = std::filesystem;

namespace natmod::commands {

namespace {

struct WhereArguments {
    std::string file, base = "0", function;
    std::vector<std::string> addresses;
    bool json = false;
};

// What is known of one address.
struct Spot {
    uint64_t address = 0;
    std::optional<uint64_t> offset;  // in text; none: outside
    const elf::ElfSymbol* function = nullptr;
    Place place;
};

using Symbols = elf::ModuleSymbols;

Spot find(const Symbols& symbols, uint64_t address, uint64_t base) {
    Spot spot;
    spot.address = address;
    spot.offset = symbols.offset_of(address, base);
    if (!spot.offset) return spot;
    spot.function = symbols.function_at(*spot.offset);
    spot.place = symbols.line_at(*spot.offset);
    return spot;
}

// Where text begins if the function is at that address. Throws Error if there is none.
uint64_t base_by(const Symbols& symbols, const std::string& function, uint64_t address) {
    Nearest nearest(function);
    for (const elf::ElfSymbol& symbol : symbols.object().symbols) {
        if (symbol.type != elf::STT_FUNC) continue;
        if (symbol.name == function) return address - (symbol.value - symbols.text_address());
        nearest.consider(symbol.name);
    }
    throw Error(fmt::format("the module has no function '{}'", function),
                nearest.best().empty() ? "name the C function, not the Python one"
                                       : fmt::format("did you mean '{}'?", nearest.best()));
}

std::string text_of(const Spot& spot, size_t text_size) {
    if (!spot.offset)
        return fmt::format("{:#x}: not in the module, whose text has {} bytes", spot.address,
                           text_size);
    std::string text = fmt::format("{:#x}: {}", spot.address,
                                   spot.function ? spot.function->name : "code of the linker");
    if (spot.place) text += " at " + spot.place.text();
    return text;
}

nlohmann::json json_of(const Spot& spot) {
    nlohmann::json json = {{"address", spot.address}};
    json["offset"] = spot.offset ? nlohmann::json(*spot.offset) : nlohmann::json();
    json["function"] =
        spot.function ? nlohmann::json(std::string(spot.function->name)) : nlohmann::json();
    json["file"] = spot.place ? nlohmann::json(spot.place.file) : nlohmann::json();
    json["line"] = spot.place ? nlohmann::json(spot.place.line) : nlohmann::json();
    return json;
}

Symbols symbols_of(const fs::path& path) {
    if (path.extension() == ".elf") return Symbols(path);
    fs::path symbol_file = fs::path(path).replace_extension("elf");
    mpy::LoadedMpy loaded = mpy::load_mpy(path.string());
    if (!fs::exists(symbol_file))
        throw Error({symbol_file.string(), "there is no such file",
                     "natmod build writes it beside the .mpy; build the module again"});
    Symbols symbols(symbol_file);
    if (!std::ranges::equal(mpy::module_code(loaded.mpy.code).text, symbols.text()))
        throw Error({symbol_file.string(), "is of another build than " + path.string(),
                     "build the module again, or name the .elf of that build"});
    return symbols;
}

void where(const WhereArguments& arguments) {
    Symbols symbols = symbols_of(arguments.file);
    uint64_t base = address_of(arguments.base);
    if (!arguments.function.empty()) {
        size_t equals = arguments.function.find('=');
        if (equals == std::string::npos)
            throw Error(fmt::format("'{}' has no address", arguments.function),
                        "write --function NAME=0xADDRESS");
        base = base_by(symbols, arguments.function.substr(0, equals),
                       address_of(std::string_view(arguments.function).substr(equals + 1)));
    }
    nlohmann::json all = nlohmann::json::array();
    for (const std::string& word : arguments.addresses) {
        Spot spot = find(symbols, address_of(word), base);
        if (arguments.json)
            all.push_back(json_of(spot));
        else
            fmt::print("{}\n", text_of(spot, symbols.text().size()));
    }
    if (arguments.json) fmt::print("{}\n", json_text(all, 2));
}

}  // namespace

cli::Command where_command() {
    auto arguments = std::make_shared<WhereArguments>();
    return {.name = "where",
            .description = "Turn addresses of a crash into functions and lines",
            .footer =
                "Where the firmware put the text, the device says (docs/debugging.md):\n"
                "    import natmod; print(hex(natmod.base('NAME')))\n"
                "    natmod where NAME.mpy --base 0x20004f30 0x20004f52\n"
                "natmod.py is in the folder device of `natmod sdk`; it reads NAME.mpy on the "
                "device. Without it\n"
                "the address of any function tells. Of one of MP_DEFINE_CONST_FUN_OBJ_0 to _3, "
                "NAME.area say,\n"
                "Python prints it; for 64 bits, read UINT64 at + 8:\n"
                "    import uctypes\n"
                "    print(hex(uctypes.struct(id(NAME.area) + 4, {'f': uctypes.UINT32}).f))\n"
                "    natmod where NAME.mpy --function shapes_area=0x20004f31 0x20004f52",
            .options = {{"FILE",
                         &arguments->file,
                         "the .mpy file, with its .elf beside it, or the .elf",
                         {.required = true}},
                        {"ADDRESS",
                         &arguments->addresses,
                         "address in the module's machine code: 0x20004f3a",
                         {.required = true}},
                        {"--base",
                         &arguments->base,
                         "where the firmware put the module's text",
                         {.shows_default = true}},
                        {"--function", &arguments->function,
                         "instead of --base: NAME=ADDRESS of a C function of the module"},
                        {"--json", &arguments->json, "print JSON"}},
            .run = [arguments] { where(*arguments); }};
}

}  // namespace natmod::commands
