// SPDX-License-Identifier: MIT
// Makes relocatable ELF objects and ar archives for tests, in memory, byte by byte.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "elf/bytes.h"
#include "elf/elf.h"

namespace natmod::elf {

using Bytes = std::vector<uint8_t>;

inline std::string as_text(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

class ElfBuilder {
  public:
    // `bits` 32 or 64; relocations with addends (SHT_RELA) or without.
    explicit ElfBuilder(int bits = 64, uint16_t machine = 62, bool addends = true)
        : word_(bits / 8), machine_(machine), addends_(addends) {
        sections_.emplace_back();
        symbols_.emplace_back();
    }

    uint32_t section(std::string name, Bytes data, uint64_t flags, uint64_t align = 1,
                     uint32_t type = SHT_PROGBITS) {
        Section section;
        section.name = std::move(name);
        section.size = data.size();
        section.data = std::move(data);
        section.flags = flags;
        section.align = align;
        section.type = type;
        sections_.push_back(std::move(section));
        return static_cast<uint32_t>(sections_.size() - 1);
    }
    uint32_t code(std::string name, Bytes data, uint64_t align = 1) {
        return section(std::move(name), std::move(data), SHF_ALLOC | SHF_EXECINSTR, align);
    }
    uint32_t data(std::string name, Bytes data, uint64_t align = 8) {
        return section(std::move(name), std::move(data), SHF_ALLOC | SHF_WRITE, align);
    }
    uint32_t zeros(std::string name, uint64_t size, uint64_t align = 8,
                   uint64_t flags = SHF_ALLOC | SHF_WRITE) {
        uint32_t index = section(std::move(name), {}, flags, align, SHT_NOBITS);
        sections_[index].size = size;
        return index;
    }

    // Section 0 makes an undefined symbol; SHN_ABS and SHN_COMMON may be given, too.
    uint32_t symbol(std::string name, uint32_t section, uint64_t value = 0, uint64_t size = 0,
                    uint8_t binding = STB_GLOBAL, uint8_t type = STT_FUNC) {
        symbols_.push_back({std::move(name), section, value, size, binding, type});
        return static_cast<uint32_t>(symbols_.size() - 1);
    }
    uint32_t undefined(std::string name, uint8_t binding = STB_GLOBAL) {
        return symbol(std::move(name), SHN_UNDEF, 0, 0, binding, STT_NOTYPE);
    }
    uint32_t local(std::string name, uint32_t section, uint64_t value = 0, uint64_t size = 0,
                   uint8_t type = STT_OBJECT) {
        return symbol(std::move(name), section, value, size, STB_LOCAL, type);
    }

    void reloc(uint32_t section, uint64_t offset, uint32_t type, uint32_t symbol,
               int64_t addend = 0) {
        sections_[section].relocs.push_back({offset, type, symbol, addend});
    }
    void comdat(uint32_t signature, std::vector<uint32_t> members) {
        for (uint32_t member : members) sections_[member].flags |= SHF_GROUP;
        groups_.push_back({signature, std::move(members)});
    }

    Bytes build() const {
        Writer out(*this);
        return out.write();
    }

  private:
    struct RelocEntry {
        uint64_t offset;
        uint32_t type, symbol;
        int64_t addend;
    };
    struct Section {
        std::string name;
        Bytes data;
        uint64_t flags = 0, size = 0, align = 1;
        uint32_t type = SHT_NULL, link = 0, info = 0;
        uint64_t entsize = 0;
        std::vector<RelocEntry> relocs = {};
    };
    struct SymbolEntry {
        std::string name;
        uint32_t section = 0;
        uint64_t value = 0, size = 0;
        uint8_t binding = 0, type = 0;
    };
    struct Group {
        uint32_t signature;
        std::vector<uint32_t> members;
    };

    class Writer {
      public:
        explicit Writer(const ElfBuilder& from) : from_(from), sections_(from.sections_) {}

        Bytes write() {
            order_symbols();
            auto symtab = static_cast<uint32_t>(sections_.size());
            add_symbols(symtab);
            add_relocs(symtab);
            add_groups(symtab);
            add(".shstrtab", SHT_STRTAB, {});
            std::string names(1, '\0');
            std::vector<uint32_t> name_offsets;
            for (const Section& section : sections_) {
                name_offsets.push_back(static_cast<uint32_t>(names.size()));
                names += section.name + '\0';
            }
            sections_.back().data = Bytes(names.begin(), names.end());
            sections_.back().size = names.size();
            return file(name_offsets);
        }

      private:
        void word(Bytes& out, uint64_t value) const { number(out, value, from_.word_); }
        static void number(Bytes& out, uint64_t value, int size) {
            for (int i = 0; i < size; ++i) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
        }

        Section& add(std::string name, uint32_t type, Bytes data) {
            Section section;
            section.name = std::move(name);
            section.type = type;
            section.size = data.size();
            section.data = std::move(data);
            section.align = 4;
            sections_.push_back(std::move(section));
            return sections_.back();
        }

        // Local symbols come first in an ELF file.
        void order_symbols() {
            new_index_.resize(from_.symbols_.size());
            for (bool local : {true, false})
                for (size_t i = 0; i < from_.symbols_.size(); ++i) {
                    if ((from_.symbols_[i].binding == STB_LOCAL) != local) continue;
                    new_index_[i] = static_cast<uint32_t>(order_.size());
                    order_.push_back(i);
                }
        }

        void add_symbols(uint32_t symtab) {
            std::string names(1, '\0');
            Bytes table;
            uint32_t locals = 0;
            for (size_t i : order_) {
                const SymbolEntry& symbol = from_.symbols_[i];
                auto name = static_cast<uint32_t>(symbol.name.empty() ? 0 : names.size());
                if (!symbol.name.empty()) names += symbol.name + '\0';
                auto info = static_cast<uint8_t>(symbol.binding << 4 | symbol.type);
                locals += symbol.binding == STB_LOCAL;
                number(table, name, 4);
                if (from_.word_ == 8) {
                    number(table, info, 2);
                    number(table, symbol.section, 2);
                    word(table, symbol.value);
                    word(table, symbol.size);
                } else {
                    word(table, symbol.value);
                    word(table, symbol.size);
                    number(table, info, 2);
                    number(table, symbol.section, 2);
                }
            }
            Section& section = add(".symtab", SHT_SYMTAB, table);
            section.link = symtab + 1;
            section.info = locals;
            section.entsize = from_.word_ == 8 ? 24 : 16;
            add(".strtab", SHT_STRTAB, Bytes(names.begin(), names.end()));
        }

        void add_relocs(uint32_t symtab) {
            for (size_t i = 0; i < from_.sections_.size(); ++i) {
                const Section& target = from_.sections_[i];
                if (target.relocs.empty()) continue;
                Bytes table;
                for (const RelocEntry& reloc : target.relocs) {
                    uint64_t symbol = new_index_[reloc.symbol];
                    word(table, reloc.offset);
                    word(table,
                         from_.word_ == 8 ? symbol << 32 | reloc.type : symbol << 8 | reloc.type);
                    if (from_.addends_) word(table, static_cast<uint64_t>(reloc.addend));
                }
                Section& section = add((from_.addends_ ? ".rela" : ".rel") + target.name,
                                       from_.addends_ ? SHT_RELA : SHT_REL, table);
                section.link = symtab;
                section.info = static_cast<uint32_t>(i);
            }
        }

        void add_groups(uint32_t symtab) {
            for (const Group& group : from_.groups_) {
                Bytes table;
                number(table, GRP_COMDAT, 4);
                for (uint32_t member : group.members) number(table, member, 4);
                Section& section = add(".group", SHT_GROUP, table);
                section.link = symtab;
                section.info = new_index_[group.signature];
            }
        }

        Bytes file(const std::vector<uint32_t>& name_offsets) const {
            size_t header = from_.word_ == 8 ? 64 : 52;
            Bytes body, headers;
            for (size_t i = 0; i < sections_.size(); ++i) {
                const Section& section = sections_[i];
                while ((header + body.size()) % 16) body.push_back(0);
                number(headers, i ? name_offsets[i] : 0, 4);
                number(headers, section.type, 4);
                word(headers, section.flags);
                word(headers, 0);
                word(headers, header + body.size());
                word(headers, section.size);
                number(headers, section.link, 4);
                number(headers, section.info, 4);
                word(headers, section.align);
                word(headers, section.entsize);
                body.insert(body.end(), section.data.begin(), section.data.end());
            }
            while ((header + body.size()) % 8) body.push_back(0);
            Bytes out = {0x7f, 'E', 'L', 'F', static_cast<uint8_t>(from_.word_ / 4), 1, 1};
            out.resize(16);
            number(out, ET_REL, 2);
            number(out, from_.machine_, 2);
            number(out, 1, 4);
            word(out, 0);                     // entry
            word(out, 0);                     // program headers
            word(out, header + body.size());  // section headers
            number(out, 0, 4);                // flags
            number(out, header, 2);
            number(out, 0, 4);  // program headers: size, count
            number(out, from_.word_ == 8 ? 64 : 40, 2);
            number(out, sections_.size(), 2);
            number(out, sections_.size() - 1, 2);
            out.insert(out.end(), body.begin(), body.end());
            out.insert(out.end(), headers.begin(), headers.end());
            return out;
        }

        const ElfBuilder& from_;
        std::vector<Section> sections_;
        std::vector<size_t> order_;
        std::vector<uint32_t> new_index_;
    };

    int word_;
    uint16_t machine_;
    bool addends_;
    std::vector<Section> sections_;
    std::vector<SymbolEntry> symbols_;
    std::vector<Group> groups_;
};

// One member of an archive, header and padding included. `name` as it stands in the header.
inline std::string archive_member(const std::string& name, const std::string& data) {
    char header[61];
    std::snprintf(header, sizeof header, "%-16s%-12d%-6d%-6d%-8d%-10zu`\n", name.c_str(), 0, 0, 0,
                  644, data.size());
    return header + data + (data.size() % 2 ? "\n" : "");
}

}  // namespace natmod::elf
