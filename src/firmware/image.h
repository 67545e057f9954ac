// SPDX-License-Identifier: MIT
// A firmware that a module is linked to: its functions and data, where they are, and how to tell it
// from every other one. It is read from the firmware's ELF file, from a map that GNU ld wrote, or
// from a list of symbols.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "abi/arch.h"
#include "base/file.h"
#include "elf/object.h"

namespace natmod::firmware {

struct Symbol {
    std::string_view name;
    uint64_t address = 0;  // of a Thumb function: plus 1
    bool function = false;
    bool local = false;  // static in C
    // Only of an ELF file.
    uint64_t size = 0;
    std::string_view source = {};  // of a local one: the name of its source file, without folders
};

struct Image {
    std::string path;
    std::unique_ptr<MappedFile> file;  // what the views point into
    std::optional<elf::ElfObject> elf;

    // What only an ELF file says; else nullptr, 0, false and "".
    const abi::Arch* arch = nullptr;
    int abi = 0;  // sub-version
    // Loaded at any address, as a Unix program is: only distances between symbols are known.
    bool position_independent = false;
    std::string version;  // "MicroPython v1.26.1 on 2025-09-11"

    uint64_t fun_table = 0;  // address of mp_fun_table
    // A static function may have the name of another.
    std::unordered_map<std::string_view, std::vector<Symbol>> symbols;

    // The first bytes of that, as far as the file has them and the firmware does not change them.
    std::span<const uint8_t> constant_bytes(const Symbol& symbol, uint64_t address,
                                            uint64_t size) const;
    // The address that the word at that address holds when the firmware runs. Nothing if the file
    // does not say, or if the word of a position-independent firmware is no such address.
    std::optional<uint64_t> pointer_at(uint64_t address) const;
    // The one symbol of that name that others may link to: a global one, else the only static one.
    const Symbol* find(std::string_view name) const;
};

// `arch` is the one to build for, which maps and lists do not say. Throws Error for a file that is
// no firmware, one that is for another architecture, and one that loads no native modules.
Image read_image(const std::string& path, const abi::Arch& arch);

// The architecture and ABI of modules for the firmware in that ELF file; nullptr and 0 if it is
// another kind of file. Throws Error as read_image() does.
struct Target {
    const abi::Arch* arch = nullptr;
    int abi = 0;
};
Target target_of(const std::string& path);

}  // namespace natmod::firmware
