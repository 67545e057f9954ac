// SPDX-License-Identifier: MIT
#include "elf/write.h"

#include <algorithm>

#include "elf/bytes.h"

namespace natmod::elf {
namespace {

constexpr uint64_t kTableAlign = 8;

// Numbers of growing width at the end of a file.
class ElfBytes {
  public:
    explicit ElfBytes(int word) : word_(word) {}

    size_t size() const { return bytes_.size(); }
    void align(uint64_t alignment) { bytes_.resize(align_up(bytes_.size(), alignment)); }
    void add(std::span<const uint8_t> more) {
        bytes_.insert(bytes_.end(), more.begin(), more.end());
    }
    void byte(uint8_t value) { bytes_.push_back(value); }
    void half(uint32_t value) { put16(grow(2), value); }
    void word32(uint32_t value) { put32(grow(4), value); }
    void word(uint64_t value) { put_word(grow(static_cast<size_t>(word_)), word_, value); }
    uint8_t* grow(size_t count) {
        bytes_.resize(bytes_.size() + count);
        return bytes_.data() + bytes_.size() - count;
    }
    std::vector<uint8_t> take() { return std::move(bytes_); }

  private:
    std::vector<uint8_t> bytes_;
    int word_;
};

// A string table, and the next string's place in it.
class Strings {
  public:
    uint32_t add(std::string_view text) {
        if (text.empty()) return 0;
        auto place = static_cast<uint32_t>(bytes_.size());
        bytes_.insert(bytes_.end(), text.begin(), text.end());
        bytes_.push_back(0);
        return place;
    }
    const std::vector<uint8_t>& bytes() const { return bytes_; }

  private:
    std::vector<uint8_t> bytes_ = {0};
};

std::vector<uint8_t> symbol_table(const ElfObject& object, Strings& names) {
    ElfBytes table(object.word_size);
    for (const ElfSymbol& symbol : object.symbols) {
        auto info = static_cast<uint8_t>(symbol.binding << 4 | symbol.type);
        uint32_t section = symbol.absolute ? SHN_ABS : symbol.section;
        table.word32(names.add(symbol.name));
        if (object.word_size == 4) {
            table.word(symbol.value);
            table.word(symbol.size);
        }
        table.byte(info);
        table.byte(0);  // st_other: default visibility
        table.half(section);
        if (object.word_size == 8) {
            table.word(symbol.value);
            table.word(symbol.size);
        }
    }
    return table.take();
}

void write_section_header(ElfBytes& out, const ElfSection& section, uint32_t name,
                          uint64_t offset) {
    out.word32(name);
    out.word32(section.type);
    out.word(section.flags);
    out.word(section.address);
    out.word(offset);
    out.word(section.size);
    out.word32(section.link);
    out.word32(section.info);
    out.word(section.align);
    out.word(section.entsize);
}

void write_header(ElfBytes& out, const ElfObject& object, uint64_t section_headers, size_t count) {
    bool wide = object.word_size == 8;
    out.add(std::array<uint8_t, 16>{0x7f, 'E', 'L', 'F', uint8_t(wide ? 2 : 1), 1, 1});
    out.half(object.type);
    out.half(object.machine);
    out.word32(1);
    out.word(0);  // entry point
    out.word(0);  // no program headers
    out.word(section_headers);
    out.word32(object.flags);
    out.half(wide ? 64 : 52);  // of this header
    out.half(wide ? 56 : 32);  // of a program header
    out.half(0);
    out.half(wide ? 64 : 40);  // of a section header
    out.half(static_cast<uint32_t>(count));
    out.half(static_cast<uint32_t>(count - 1));  // the table of section names is the last
}

}  // namespace

std::vector<uint8_t> write_executable(const ElfObject& object) {
    bool wide = object.word_size == 8;
    std::vector<ElfSection> sections = object.sections;
    auto number = static_cast<uint32_t>(sections.size());
    Strings symbol_names, section_names;
    std::vector<uint8_t> symbols = symbol_table(object, symbol_names);
    auto locals = std::ranges::count(object.symbols, STB_LOCAL, &ElfSymbol::binding);
    auto add_table = [&](std::string_view name, uint32_t type, std::span<const uint8_t> bytes) {
        ElfSection& table = sections.emplace_back();
        table.name = name;
        table.type = type;
        table.data = bytes;
        table.size = bytes.size();
    };
    add_table(".symtab", SHT_SYMTAB, symbols);
    sections.back().link = number + 1;
    sections.back().info = static_cast<uint32_t>(locals);
    sections.back().entsize = wide ? 24 : 16;
    sections.back().align = kTableAlign;
    add_table(".strtab", SHT_STRTAB, symbol_names.bytes());
    std::vector<uint32_t> names;
    for (const ElfSection& section : sections) names.push_back(section_names.add(section.name));
    names.push_back(section_names.add(".shstrtab"));
    add_table(".shstrtab", SHT_STRTAB, section_names.bytes());

    // The headers of sections come last, so the first pass is for their place alone.
    ElfBytes body(object.word_size);
    body.grow(wide ? 64 : 52);
    std::vector<uint64_t> offsets;
    for (const ElfSection& section : sections) {
        body.align(section.align);
        offsets.push_back(section.type == SHT_NULL ? 0 : body.size());
        body.add(section.data);
    }
    body.align(kTableAlign);
    ElfBytes header(object.word_size);
    write_header(header, object, body.size(), sections.size());
    for (size_t i = 0; i < sections.size(); ++i)
        write_section_header(body, sections[i], names[i], offsets[i]);
    std::vector<uint8_t> bytes = body.take();
    std::ranges::copy(header.take(), bytes.begin());
    return bytes;
}

}  // namespace natmod::elf
