// SPDX-License-Identifier: MIT
#include "elf/object.h"

#include <fmt/core.h>

#include <bit>

#include "base/error.h"
#include "elf/bytes.h"

namespace natmod::elf {
namespace {

constexpr uint64_t kMaxAlign = uint64_t{1} << 20;
constexpr size_t kMaxName = size_t{1} << 16;  // of a symbol or section; names may share their end

// Sizes of the file's structures and where their fields are, for both classes.
struct Format {
    int word;  // 4 or 8
    size_t header, section, symbol, rel, rela;
};
constexpr Format kElf32 = {4, 52, 40, 16, 8, 12};
constexpr Format kElf64 = {8, 64, 64, 24, 16, 24};

class ObjectParser {
  public:
    ObjectParser(std::span<const uint8_t> bytes, ElfObject& object)
        : bytes_(bytes), object_(object) {}

    void parse() {
        parse_header();
        if (object_.type != ET_REL)
            fail("not a relocatable object (ELF type {}): link .o and .a files, not {}",
                 object_.type, is_executable() ? "executables or shared libraries" : "others");
        parse_sections();
        parse_symbols();
        parse_groups();
        parse_relocation_sections();
    }

    void parse_executable() {
        parse_header();
        if (!is_executable())
            fail("not an executable (ELF type {}), as a firmware is", object_.type);
        parse_sections();
        parse_symbols();
    }

  private:
    template <typename... Args>
    [[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args) const {
        throw Error({object_.name, fmt::format(format, std::forward<Args>(args)...),
                     "is it the whole file? compile it again"});
    }

    bool is_executable() const { return object_.type == ET_EXEC || object_.type == ET_DYN; }

    // The bytes [offset, offset + size) of the file.
    std::span<const uint8_t> range(uint64_t offset, uint64_t size, std::string_view what) const {
        if (offset > bytes_.size() || size > bytes_.size() - offset)
            fail("truncated object: {} needs bytes {} to {}, the file has {}", what, offset,
                 offset + size, bytes_.size());
        return bytes_.subspan(static_cast<size_t>(offset), static_cast<size_t>(size));
    }

    // A zero-terminated string of a string table.
    std::string_view string_at(std::span<const uint8_t> table, uint64_t offset) const {
        if (table.empty() && offset == 0) return {};
        if (offset >= table.size()) fail("name at {} lies outside its string table", offset);
        auto* begin = reinterpret_cast<const char*>(table.data()) + offset;
        std::string_view rest(begin, table.size() - static_cast<size_t>(offset));
        size_t length = rest.substr(0, kMaxName).find('\0');
        if (length == rest.npos)
            fail("{}",
                 rest.size() > kMaxName ? "a name is too long" : "string table is not terminated");
        return rest.substr(0, length);
    }

    uint64_t word(const uint8_t* p) const { return get_word(p, format_->word); }

    void parse_header() {
        if (!is_elf(bytes_)) fail("not an ELF object");
        if (bytes_.size() < kElf32.header) fail("truncated object: no complete ELF header");
        const uint8_t* p = bytes_.data();
        if (p[4] != 1 && p[4] != 2) fail("unknown ELF class {}", p[4]);
        if (p[5] != 1) fail("not a little-endian ELF object");
        format_ = p[4] == 1 ? &kElf32 : &kElf64;
        range(0, format_->header, "the ELF header");
        object_.type = get16(p + 16);
        object_.machine = get16(p + 18);
        object_.word_size = format_->word;
        object_.flags = get32(p + (format_->word == 8 ? 48 : 36));
    }

    void parse_sections() {
        const uint8_t* header = bytes_.data();
        uint64_t offset = word(header + (format_->word == 8 ? 40 : 32));
        const uint8_t* tail = header + format_->header - 6;  // e_shentsize, e_shnum, e_shstrndx
        uint64_t count = get16(tail + 2);
        uint32_t names = get16(tail + 4);
        if (offset == 0) return;
        if (get16(tail) != format_->section) fail("section headers of unknown size");
        const uint8_t* first = range(offset, format_->section, "section headers").data();
        if (count == 0) count = raw_section(first).size;  // more than 0xff00 sections
        if (names == SHN_XINDEX) names = raw_section(first).link;
        if (count > bytes_.size() / format_->section) fail("truncated object: {} sections", count);
        auto table = range(offset, count * format_->section, "section headers");
        object_.sections.reserve(count);
        name_offsets_.reserve(count);
        uint64_t content = 0;
        for (uint64_t i = 0; i < count; ++i) {
            const uint8_t* p = table.data() + i * format_->section;
            object_.sections.push_back(raw_section(p));
            name_offsets_.push_back(get32(p));
            ElfSection& section = object_.sections.back();
            if (i == 0) section = {};
            if (section.type != SHT_NOBITS && section.type != SHT_NULL)
                section.data = range(raw_offset(p), section.size, "a section");
            // Or a small file could have a large content.
            content += section.data.size();
            if (content > bytes_.size()) fail("sections overlap");
            if (section.align == 0) section.align = 1;
            if (!std::has_single_bit(section.align) || section.align > kMaxAlign)
                fail("section {} has alignment {}", i, section.align);
        }
        if (count == 0) return;
        if (names >= count) fail("section-name table {} does not exist", names);
        for (uint64_t i = 1; i < count; ++i)
            object_.sections[i].name = string_at(object_.sections[names].data, name_offsets_[i]);
    }

    uint64_t raw_offset(const uint8_t* p) const {
        return word(p + 8 + 2 * static_cast<size_t>(format_->word));
    }

    ElfSection raw_section(const uint8_t* p) const {
        size_t w = static_cast<size_t>(format_->word);
        ElfSection section;
        section.type = get32(p + 4);
        section.flags = word(p + 8);
        section.address = word(p + 8 + w);
        section.size = word(p + 8 + 3 * w);
        section.link = get32(p + 8 + 4 * w);
        section.info = get32(p + 12 + 4 * w);
        section.align = word(p + 16 + 4 * w);
        section.entsize = word(p + 16 + 5 * w);
        return section;
    }

    const ElfSection& linked(const ElfSection& section, uint32_t type) const {
        if (section.link >= object_.sections.size() || object_.sections[section.link].type != type)
            fail("section {} links to no section of the right type", section.name);
        return object_.sections[section.link];
    }

    void parse_symbols() {
        for (uint32_t i = 1; i < object_.sections.size(); ++i) {
            const ElfSection& section = object_.sections[i];
            if (section.type == SHT_SYMTAB_SHNDX) extended_ = section.data;
            if (section.type != SHT_SYMTAB) continue;
            if (symtab_) fail("more than one symbol table");
            symtab_ = i;
        }
        if (!symtab_) return;
        const ElfSection& table = object_.sections[symtab_];
        const ElfSection& strings = linked(table, SHT_STRTAB);
        if (table.size % format_->symbol) fail("symbol table of odd size");
        size_t count = table.data.size() / format_->symbol;
        object_.symbols.reserve(count);
        for (size_t i = 0; i < count; ++i) {
            const uint8_t* p = table.data.data() + i * format_->symbol;
            object_.symbols.push_back(read_symbol(p, i, strings.data));
        }
    }

    ElfSymbol read_symbol(const uint8_t* p, size_t index, std::span<const uint8_t> strings) const {
        bool wide = format_->word == 8;
        ElfSymbol symbol;
        uint8_t info = p[wide ? 4 : 12];
        uint32_t section = get16(p + (wide ? 6 : 14));
        symbol.value = word(p + (wide ? 8 : 4));
        symbol.size = word(p + (wide ? 16 : 8));
        symbol.binding = info >> 4;
        symbol.type = info & 15;
        symbol.name = string_at(strings, get32(p));
        if (section == SHN_XINDEX) {
            if (index >= extended_.size() / 4) fail("symbol {} has no section index", symbol.name);
            section = get32(extended_.data() + index * 4);
        } else if (section == SHN_ABS) {
            symbol.absolute = true;
            return symbol;
        } else if (section == SHN_COMMON) {
            symbol.common = true;
            if (!std::has_single_bit(symbol.value) || symbol.value > kMaxAlign)
                fail("common symbol {} has alignment {}", symbol.name, symbol.value);
            return symbol;
        } else if (section >= SHN_LORESERVE) {
            fail("symbol {} is in reserved section {:#x}", symbol.name, section);
        }
        if (section >= object_.sections.size())
            fail("symbol {} is in section {}, which does not exist", symbol.name, section);
        symbol.section = section;
        if (symbol.type == STT_SECTION) symbol.name = object_.sections[section].name;
        return symbol;
    }

    void parse_groups() {
        for (const ElfSection& section : object_.sections) {
            if (section.type != SHT_GROUP || section.data.size() < 4) continue;
            if (!(get32(section.data.data()) & GRP_COMDAT)) continue;
            if (section.info >= object_.symbols.size())
                fail("group signature is symbol {}, which does not exist", section.info);
            ElfGroup group{object_.symbols[section.info].name, {}};
            for (size_t at = 4; at + 4 <= section.data.size(); at += 4) {
                uint32_t member = get32(section.data.data() + at);
                if (member >= object_.sections.size())
                    fail("group {} has section {}, which does not exist", group.signature, member);
                group.sections.push_back(member);
                object_.sections[member].in_group = true;
            }
            object_.groups.push_back(std::move(group));
        }
    }

    void parse_relocation_sections() {
        for (uint32_t i = 1; i < object_.sections.size(); ++i) {
            const ElfSection& section = object_.sections[i];
            if (section.type != SHT_REL && section.type != SHT_RELA) continue;
            if (section.info == 0 || section.info >= object_.sections.size())
                fail("{} is for section {}, which does not exist", section.name, section.info);
            if (section.link != symtab_) fail("{} has no symbol table", section.name);
            ElfSection& target = object_.sections[section.info];
            if (target.relocations) fail("{} has two relocation sections", target.name);
            target.relocations = i;
        }
    }

    std::span<const uint8_t> bytes_;
    ElfObject& object_;
    const Format* format_ = &kElf32;
    std::vector<uint32_t> name_offsets_;
    uint32_t symtab_ = 0;
    std::span<const uint8_t> extended_;  // section indexes of symbols, where 16 bits do not do
};

}  // namespace

bool is_elf(std::span<const uint8_t> bytes) {
    return bytes.size() >= 4 && bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L' &&
           bytes[3] == 'F';
}

ElfObject parse_elf(std::span<const uint8_t> bytes, std::string name) {
    ElfObject object;
    object.name = std::move(name);
    ObjectParser(bytes, object).parse();
    return object;
}

ElfObject parse_executable(std::span<const uint8_t> bytes, std::string name) {
    ElfObject object;
    object.name = std::move(name);
    ObjectParser(bytes, object).parse_executable();
    return object;
}

std::vector<ElfReloc> ElfObject::relocs(uint32_t section, bool& has_addends) const {
    std::vector<ElfReloc> result;
    const ElfSection& target = sections[section];
    has_addends = false;
    if (target.relocations == 0) return result;
    const ElfSection& table = sections[target.relocations];
    has_addends = table.type == SHT_RELA;
    bool wide = word_size == 8;
    size_t word = wide ? 8 : 4;
    size_t entry = word * (has_addends ? 3 : 2);
    if (table.data.size() % entry)
        throw Error(Finding{name, fmt::format("{} has odd size", table.name)});
    result.reserve(table.data.size() / entry);
    for (size_t at = 0; at < table.data.size(); at += entry) {
        const uint8_t* p = table.data.data() + at;
        uint64_t info = get_word(p + word, word_size);
        ElfReloc reloc;
        reloc.offset = get_word(p, word_size);
        reloc.type = static_cast<uint32_t>(wide ? info & 0xffffffff : info & 0xff);
        reloc.symbol = static_cast<uint32_t>(wide ? info >> 32 : info >> 8);
        if (has_addends)
            reloc.addend =
                wide ? static_cast<int64_t>(get64(p + 16)) : static_cast<int32_t>(get32(p + 8));
        if (reloc.symbol >= symbols.size())
            throw Error(Finding{name, fmt::format("{} refers to symbol {}, which does not exist",
                                                  table.name, reloc.symbol)});
        result.push_back(reloc);
    }
    return result;
}

}  // namespace natmod::elf
