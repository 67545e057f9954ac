// SPDX-License-Identifier: MIT
// Makes small relocatable ELF objects: code that refers to itself, to data, to bss and to the
// firmware.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace elf_samples {

using Bytes = std::vector<uint8_t>;

struct Machine {
    uint16_t number;  // e_machine
    bool is_64;
    bool has_addends;     // RELA
    uint32_t call, word;  // relocation types: a call, and a word with an address
};

inline constexpr Machine kX64 = {62, true, true, 4, 1};         // PLT32, 64
inline constexpr Machine kX86 = {3, false, false, 4, 1};        // PLT32, 32
inline constexpr Machine kArm = {40, false, false, 10, 2};      // THM_CALL, ABS32
inline constexpr Machine kXtensa = {94, false, true, 20, 1};    // SLOT0_OP, 32
inline constexpr Machine kRiscv32 = {243, false, true, 19, 1};  // CALL_PLT, 32

class Writer {
  public:
    explicit Writer(bool is_64) : is_64_(is_64) {}
    void number(uint64_t value, int bytes) {
        for (int i = 0; i < bytes; i++) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
    }
    void half(uint64_t value) { number(value, 2); }
    void word(uint64_t value) { number(value, 4); }
    void address(uint64_t value) { number(value, is_64_ ? 8 : 4); }
    void align() {
        while (out.size() % 8 != 0) out.push_back(0);
    }
    Bytes out;

  private:
    bool is_64_;
};

struct Section {
    std::string_view name;
    uint32_t type, flags, link = 0, info = 0;
    Bytes content = {};
    uint64_t entry_size = 0;
    uint64_t bss_size = 0;
};

inline uint32_t add_string(Bytes& table, std::string_view text) {
    auto offset = static_cast<uint32_t>(table.size());
    table.insert(table.end(), text.begin(), text.end());
    table.push_back(0);
    return offset;
}

inline Bytes relocations(const Machine& machine, uint32_t type, uint64_t offset, uint32_t symbol) {
    Writer table(machine.is_64);
    table.address(offset);
    table.address(machine.is_64 ? uint64_t{symbol} << 32 | type : symbol << 8 | type);
    if (machine.has_addends) table.address(0);
    return table.out;
}

// mpy_init, which calls an undefined mp_load_global; a table with the address of mpy_init; bss.
inline Bytes object(const Machine& machine) {
    Bytes names = {0}, strings = {0};
    Writer symbols(machine.is_64);
    auto symbol = [&](std::string_view name, uint8_t info, uint16_t section, uint64_t size) {
        uint32_t offset = name.empty() ? 0 : add_string(strings, name);
        symbols.word(offset);
        if (machine.is_64) {
            symbols.number(info, 1);
            symbols.number(0, 1);
            symbols.half(section);
            symbols.address(0);
            symbols.address(size);
        } else {
            symbols.address(0);
            symbols.address(size);
            symbols.number(info, 1);
            symbols.number(0, 1);
            symbols.half(section);
        }
    };
    symbol("", 0, 0, 0);
    symbol("table", 0x01, 3, 8);      // local object
    symbol("counter", 0x11, 5, 16);   // global object
    symbol("mpy_init", 0x12, 1, 16);  // global function
    symbol("mp_load_global", 0x10, 0, 0);
    constexpr uint32_t kInit = 3, kLoadGlobal = 4;

    const uint32_t reloc_type = machine.has_addends ? 4 : 9;
    const uint64_t reloc_size = (machine.has_addends ? 3 : 2) * (machine.is_64 ? 8 : 4);
    const uint64_t symbol_size = machine.is_64 ? 24 : 16;
    std::vector<Section> sections = {
        {"", 0, 0},
        {".text.mpy_init", 1, 6, 0, 0, Bytes(16, 0)},
        {machine.has_addends ? ".rela.text.mpy_init" : ".rel.text.mpy_init", reloc_type, 0x40, 6, 1,
         relocations(machine, machine.call, 4, kLoadGlobal), reloc_size},
        {".data.rel.ro", 1, 3, 0, 0, Bytes(8, 0)},
        {machine.has_addends ? ".rela.data.rel.ro" : ".rel.data.rel.ro", reloc_type, 0x40, 6, 3,
         relocations(machine, machine.word, 0, kInit), reloc_size},
        {".bss", 8, 3, 0, 0, {}, 0, 16},
        {".symtab", 2, 0, 7, 2, symbols.out, symbol_size},
        {".strtab", 3, 0, 0, 0, strings},
        {".shstrtab", 3, 0},
    };
    std::vector<uint32_t> name_offsets;
    for (const Section& section : sections) name_offsets.push_back(add_string(names, section.name));
    sections.back().content = names;

    const uint64_t header_size = machine.is_64 ? 64 : 52;
    const uint64_t section_header_size = machine.is_64 ? 64 : 40;
    Writer body(machine.is_64), headers(machine.is_64);
    body.out.resize(header_size);
    for (size_t i = 0; i < sections.size(); i++) {
        const Section& section = sections[i];
        body.align();
        uint64_t offset = section.type == 0 ? 0 : body.out.size();
        uint64_t size = section.content.size() + section.bss_size;
        body.out.insert(body.out.end(), section.content.begin(), section.content.end());
        headers.word(name_offsets[i]);
        headers.word(section.type);
        headers.address(section.flags);
        headers.address(0);
        headers.address(offset);
        headers.address(size);
        headers.word(section.link);
        headers.word(section.info);
        headers.address(section.type == 0 ? 0 : 8);
        headers.address(section.entry_size);
    }
    body.align();

    Writer header(machine.is_64);
    header.out = {0x7f, 'E', 'L', 'F', static_cast<uint8_t>(machine.is_64 ? 2 : 1), 1, 1};
    header.out.resize(16);
    header.half(1);  // relocatable
    header.half(machine.number);
    header.word(1);
    header.address(0);
    header.address(0);
    header.address(body.out.size());
    header.word(machine.number == kArm.number ? 0x05000000 : 0);
    header.half(header_size);
    header.half(0);
    header.half(0);
    header.half(section_header_size);
    header.half(sections.size());
    header.half(sections.size() - 1);
    std::copy(header.out.begin(), header.out.end(), body.out.begin());
    body.out.insert(body.out.end(), headers.out.begin(), headers.out.end());
    return body.out;
}

// An archive of one member, with the index that GNU ar writes.
inline Bytes archive(const Bytes& member) {
    Bytes result;
    auto text = [&](std::string_view s) { result.insert(result.end(), s.begin(), s.end()); };
    auto entry = [&](std::string name, const Bytes& content) {
        std::string size = std::to_string(content.size());
        name.resize(16, ' ');
        size.resize(10, ' ');
        text(name + "0           0     0     644     " + size + "`\n");
        result.insert(result.end(), content.begin(), content.end());
        if (result.size() % 2 != 0) result.push_back('\n');
    };
    Bytes index = {0, 0, 0, 1, 0, 0, 0, 0};
    for (char c : std::string_view("mpy_init\0", 9)) index.push_back(static_cast<uint8_t>(c));
    const size_t first_member = 8 + 60 + index.size() + index.size() % 2;
    index[7] = static_cast<uint8_t>(first_member);
    text("!<arch>\n");
    entry("/", index);
    entry("m.o/", member);
    return result;
}

}  // namespace elf_samples
