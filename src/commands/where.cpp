// SPDX-License-Identifier: MIT
// natmod where: from an address to the function and the line.

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "abi/arch_table.h"
#include "base/error.h"
#include "base/json.h"
#include "base/nearest.h"
#include "commands/commands.h"
#include "elf/line_table.h"
#include "elf/object.h"
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

uint64_t number(std::string_view word) {
    std::string_view digits = word;
    int radix = 10;
    if (digits.starts_with("0x") || digits.starts_with("0X")) {
        digits.remove_prefix(2);
        radix = 16;
    }
    uint64_t value = 0;
    auto [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, radix);
    if (digits.empty() || failure != std::errc() || end != digits.data() + digits.size())
        throw Error(fmt::format("'{}' is not an address", word),
                    "write hexadecimal numbers with 0x: 0x20004f3a");
    return value;
}

// The symbol file of a module, which knows where its text begins.
class Symbols {
  public:
    explicit Symbols(const fs::path& path)
        : file_(path), object_(elf::parse_executable(file_.bytes(), path.string())) {
        for (const elf::ElfSection& section : object_.sections)
            if (section.name == ".text") text_ = section;
        if (abi::ElfMachine{object_.machine, object_.word_size} == abi::kArm.elf) thumb_bit_ = 1;
    }

    std::span<const uint8_t> text() const { return text_.data; }

    Spot find(uint64_t address, uint64_t base) const {
        Spot spot;
        spot.address = address;
        address &= ~thumb_bit_;
        if (address < base || address - base >= text_.size) return spot;
        spot.offset = address - base;
        uint64_t in_file = text_.address + *spot.offset;
        spot.function = function_at(in_file);
        spot.place = elf::source_line(object_, 0, in_file);
        return spot;
    }

    // Where text begins if the function is at that address. Throws Error if there is none.
    uint64_t base_by(const std::string& function, uint64_t address) const {
        Nearest nearest(function);
        for (const elf::ElfSymbol& symbol : object_.symbols) {
            if (symbol.type != elf::STT_FUNC) continue;
            if (symbol.name == function) return address - (symbol.value - text_.address);
            nearest.consider(symbol.name);
        }
        throw Error(fmt::format("the module has no function '{}'", function),
                    nearest.best().empty() ? "name the C function, not the Python one"
                                           : fmt::format("did you mean '{}'?", nearest.best()));
    }

  private:
    const elf::ElfSymbol* function_at(uint64_t address) const {
        for (const elf::ElfSymbol& symbol : object_.symbols) {
            if (symbol.type != elf::STT_FUNC) continue;
            uint64_t value = symbol.value & ~thumb_bit_;
            if (value <= address && address - value < symbol.size) return &symbol;
        }
        return nullptr;
    }

    MappedFile file_;
    elf::ElfObject object_;
    elf::ElfSection text_;
    uint64_t thumb_bit_ = 0;  // of a code address, and no part of it
};

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
    uint64_t base = number(arguments.base);
    if (!arguments.function.empty()) {
        size_t equals = arguments.function.find('=');
        if (equals == std::string::npos)
            throw Error(fmt::format("'{}' has no address", arguments.function),
                        "write --function NAME=0xADDRESS");
        base = symbols.base_by(arguments.function.substr(0, equals),
                               number(std::string_view(arguments.function).substr(equals + 1)));
    }
    nlohmann::json all = nlohmann::json::array();
    for (const std::string& word : arguments.addresses) {
        Spot spot = symbols.find(number(word), base);
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
    return {
        .name = "where",
        .description = "Turn addresses of a crash into functions and lines",
        .footer =
            "Where the firmware put the text, the address of any function tells. Of one of\n"
            "MP_DEFINE_CONST_FUN_OBJ_0 to _3, NAME.area say, Python prints it; for 64 bits, read\n"
            "UINT64 at + 8:\n"
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
