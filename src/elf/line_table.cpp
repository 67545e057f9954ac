// SPDX-License-Identifier: MIT
#include "elf/line_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "elf/bytes.h"

namespace natmod::elf {
namespace {

// Opcodes and forms of the DWARF specification (version 5, sections 6.2 and 7.5.6).
enum : uint8_t {
    DW_LNS_copy = 1,
    DW_LNS_advance_pc = 2,
    DW_LNS_advance_line = 3,
    DW_LNS_set_file = 4,
    DW_LNS_const_add_pc = 8,
    DW_LNS_fixed_advance_pc = 9,
    DW_LNE_end_sequence = 1,
    DW_LNE_set_address = 2,
    DW_LNCT_path = 1,
    DW_LNCT_directory_index = 2,
    DW_FORM_data2 = 0x05,
    DW_FORM_string = 0x08,
    DW_FORM_block = 0x09,
    DW_FORM_data1 = 0x0b,
    DW_FORM_strp = 0x0e,
    DW_FORM_udata = 0x0f,
    DW_FORM_data16 = 0x1e,
    DW_FORM_line_strp = 0x1f,
};

// Thrown for anything that cannot be read; caught in source_line().
struct Unreadable {};

using Bytes = std::span<const uint8_t>;

struct Target {  // what a relocation in debug information refers to
    uint32_t section = 0;
    uint64_t offset = 0;
};
using Targets = std::unordered_map<uint64_t, Target>;  // by place in .debug_line

Targets read_targets(const ElfObject& object, uint32_t section) {
    bool has_addends = false;
    Targets result;
    const ElfSection& place = object.sections[section];
    for (const ElfReloc& reloc : object.relocs(section, has_addends)) {
        const ElfSymbol& symbol = object.symbols[reloc.symbol];
        auto word = static_cast<uint64_t>(object.word_size);
        uint64_t addend = static_cast<uint64_t>(reloc.addend);
        if (!has_addends && place.data.size() >= word && reloc.offset <= place.data.size() - word)
            addend = get_word(place.data.data() + reloc.offset, object.word_size);
        result.emplace(reloc.offset, Target{symbol.section, symbol.value + addend});
    }
    return result;
}

class Reader {
  public:
    Reader(Bytes bytes, size_t at) : bytes_(bytes), at_(at) {}

    size_t at() const { return at_; }
    bool at_end() const { return at_ >= bytes_.size(); }
    void skip(uint64_t n) { take(n); }
    uint8_t byte() { return take(1)[0]; }
    uint16_t half() { return get16(take(2)); }
    uint32_t word() { return get32(take(4)); }
    uint64_t wide() { return get64(take(8)); }

    uint64_t uleb() {
        uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            uint8_t b = byte();
            if (shift < 64) value |= static_cast<uint64_t>(b & 0x7f) << shift;
            if (!(b & 0x80)) return value;
        }
    }
    int64_t sleb() {
        uint64_t value = 0;
        for (int shift = 0;;) {
            uint8_t b = byte();
            if (shift < 64) value |= static_cast<uint64_t>(b & 0x7f) << shift;
            shift += 7;
            if (b & 0x80) continue;
            if (b & 0x40 && shift < 64) value |= ~uint64_t{0} << shift;
            return static_cast<int64_t>(value);
        }
    }
    std::string_view string() {
        std::string_view rest(reinterpret_cast<const char*>(bytes_.data()) + at_,
                              bytes_.size() - at_);
        size_t length = rest.find('\0');
        if (length == rest.npos) throw Unreadable();
        at_ += length + 1;
        return rest.substr(0, length);
    }

  private:
    const uint8_t* take(uint64_t n) {
        if (n > bytes_.size() - at_) throw Unreadable();
        const uint8_t* p = bytes_.data() + at_;
        at_ += static_cast<size_t>(n);
        return p;
    }

    Bytes bytes_;
    size_t at_;
};

struct FileName {
    std::string_view path;
    uint64_t directory = 0;
};

// One contribution of a compilation unit to .debug_line.
class Unit {
  public:
    Unit(const ElfObject& object, const Targets& targets, Bytes bytes, size_t begin)
        : object_(object), targets_(targets), in_(bytes, begin), tables_(in_) {
        uint32_t length = in_.word();
        if (length >= 0xfffffff0) throw Unreadable();  // 64-bit DWARF: no compiler we know
        if (length > bytes.size() - in_.at()) throw Unreadable();
        end_ = in_.at() + length;
        in_ = Reader(bytes.first(end_), in_.at());
        read_header();
    }

    size_t end() const { return end_; }

    struct Row {
        uint32_t section = 0;
        uint64_t address = 0, file = 1, line = 1;
        bool valid = false;
    };

    // Runs the line program: calls visit(row, end) for the code from each row on to `end`, until
    // that returns true.
    template <class Visit>
    void each_row(Visit&& visit) {
        while (!in_.at_end()) {
            bool is_row = step();
            if (!is_row) continue;
            if (previous_.valid && previous_.section == row_.section &&
                visit(previous_, row_.address))
                return;
            previous_ = row_;
            previous_.valid = !ends_;
            if (ends_) row_ = {};
            ends_ = false;
        }
    }

    // Empty if no row covers that place.
    Place find(uint32_t section, uint64_t offset) {
        Place found;
        each_row([&](const Row& row, uint64_t end) {
            if (row.section != section || row.address > offset || offset >= end) return false;
            found = place(row);
            return true;
        });
        return found;
    }

    // The file's name is relative if it is in the compiler's working directory.
    Place place(const Row& row) const {
        Reader in = tables_;
        entry_of(in, 0, false);
        FileName file = entry_of(in, row.file, true);
        if (file.path.empty()) return {};
        std::filesystem::path path(file.path);
        if (path.is_relative() && file.directory > 0) {
            in = tables_;
            path = entry_of(in, file.directory, false).path / path;
        }
        return {path.string(), static_cast<uint32_t>(row.line)};
    }

    // Empty where the version of DWARF does not say it in this section.
    std::filesystem::path working_directory() const {
        Reader in = tables_;
        if (version_ < 5) return {};
        return entry_of(in, 0, false).path;
    }

  private:
    void read_header() {
        version_ = in_.half();
        if (version_ < 2 || version_ > 5) throw Unreadable();
        if (version_ == 5) in_.skip(2);  // sizes of address and segment selector
        uint64_t header_length = in_.word();
        size_t program = in_.at() + static_cast<size_t>(header_length);
        min_length_ = in_.byte();
        if (version_ >= 4) in_.skip(1);  // operations per instruction
        in_.skip(1);                     // default_is_stmt
        line_base_ = static_cast<int8_t>(in_.byte());
        line_range_ = in_.byte();
        opcode_base_ = in_.byte();
        if (line_range_ == 0 || opcode_base_ == 0) throw Unreadable();
        operands_.resize(opcode_base_);
        for (size_t i = 1; i < opcode_base_; ++i) operands_[i] = in_.byte();
        tables_ = in_;
        if (program < in_.at()) throw Unreadable();
        in_.skip(program - in_.at());
    }

    // What follows is only read for the one name that is wanted: entries may have one byte.

    FileName entry_of(Reader& in, uint64_t index, bool of_files) const {
        return version_ == 5 ? read_table(in, index) : read_old_table(in, index, of_files);
    }

    // Leaves `in` behind the table.
    static FileName read_old_table(Reader& in, uint64_t index, bool of_files) {
        FileName wanted;
        uint64_t number = 1;  // 0: the compiler's working directory, and no file
        for (std::string_view s = in.string(); !s.empty(); s = in.string(), ++number) {
            FileName entry{s};
            if (of_files) {
                entry.directory = in.uleb();
                in.uleb();  // time
                in.uleb();  // size
            }
            if (number == index) wanted = entry;
        }
        return wanted;
    }

    FileName read_table(Reader& in, uint64_t index) const {
        std::vector<std::pair<uint64_t, uint64_t>> format(in.byte());
        for (auto& [content, form] : format) {
            content = in.uleb();
            form = in.uleb();
        }
        uint64_t count = in.uleb();
        if (format.empty() && count) throw Unreadable();
        FileName wanted;
        for (uint64_t i = 0; i < count; ++i) {
            FileName entry;
            for (auto [content, form] : format) {
                if (content == DW_LNCT_path) {
                    entry.path = read_path(in, form);
                } else {
                    uint64_t number = read_number(in, form);
                    if (content == DW_LNCT_directory_index) entry.directory = number;
                }
            }
            if (i == index) wanted = entry;
        }
        return wanted;
    }

    std::string_view read_path(Reader& in, uint64_t form) const {
        if (form == DW_FORM_string) return in.string();
        if (form != DW_FORM_line_strp && form != DW_FORM_strp) throw Unreadable();
        size_t place = in.at();
        uint64_t offset = in.word();
        if (auto target = targets_.find(place); target != targets_.end())
            offset = target->second.offset;
        std::string_view wanted = form == DW_FORM_strp ? ".debug_str" : ".debug_line_str";
        for (const ElfSection& section : object_.sections)
            if (section.name == wanted && !(section.flags & SHF_COMPRESSED) &&
                offset < section.data.size())
                return Reader(section.data, static_cast<size_t>(offset)).string();
        throw Unreadable();
    }

    static uint64_t read_number(Reader& in, uint64_t form) {
        switch (form) {
            case DW_FORM_udata:
                return in.uleb();
            case DW_FORM_data1:
                return in.byte();
            case DW_FORM_data2:
                return in.half();
            case DW_FORM_data16:
                in.skip(16);
                return 0;
            case DW_FORM_block:
                in.skip(in.uleb());
                return 0;
        }
        throw Unreadable();
    }

    // Executes one opcode; true if it makes a row.
    bool step() {
        uint8_t opcode = in_.byte();
        if (opcode >= opcode_base_) {
            unsigned adjusted = static_cast<unsigned>(opcode - opcode_base_);
            row_.address += adjusted / line_range_ * uint64_t{min_length_};
            row_.line +=
                static_cast<uint64_t>(line_base_ + static_cast<int>(adjusted % line_range_));
            return true;
        }
        switch (opcode) {
            case 0:
                return extended();
            case DW_LNS_copy:
                return true;
            case DW_LNS_advance_pc:
                row_.address += in_.uleb() * min_length_;
                return false;
            case DW_LNS_advance_line:
                row_.line += static_cast<uint64_t>(in_.sleb());
                return false;
            case DW_LNS_set_file:
                row_.file = in_.uleb();
                return false;
            case DW_LNS_const_add_pc:
                row_.address += (255u - opcode_base_) / line_range_ * uint64_t{min_length_};
                return false;
            case DW_LNS_fixed_advance_pc:
                row_.address += in_.half();
                return false;
        }
        for (int i = 0; i < operands_[opcode]; ++i) in_.uleb();
        return false;
    }

    bool extended() {
        uint64_t length = in_.uleb();
        size_t begin = in_.at();
        if (length == 0) return false;
        uint8_t opcode = in_.byte();
        if (opcode == DW_LNE_end_sequence) {
            ends_ = true;
        } else if (opcode == DW_LNE_set_address) {
            auto target = targets_.find(in_.at());
            if (target != targets_.end()) {
                row_.section = target->second.section;
                row_.address = target->second.offset;
            } else if (object_.type != ET_REL) {
                row_.address = object_.word_size == 8 ? in_.wide() : in_.word();
            }
        }
        if (begin + length < in_.at()) throw Unreadable();
        in_.skip(begin + length - in_.at());
        return opcode == DW_LNE_end_sequence;
    }

    const ElfObject& object_;
    const Targets& targets_;
    Reader in_, tables_;  // tables_: of folders, then of files
    size_t end_ = 0;
    uint16_t version_ = 0;
    uint8_t min_length_ = 1, line_range_ = 1, opcode_base_ = 1;
    int line_base_ = 0;
    std::vector<uint8_t> operands_;  // number of operands by standard opcode
    Row row_, previous_;
    bool ends_ = false;
};

// Calls visit(unit) for each that can be read, until that returns true.
template <class Visit>
void each_unit(const ElfObject& object, Visit&& visit) {
    for (uint32_t i = 1; i < object.sections.size(); ++i) {
        const ElfSection& lines = object.sections[i];
        if (lines.name != ".debug_line" || lines.flags & SHF_COMPRESSED) continue;
        try {
            Targets targets = read_targets(object, i);
            for (size_t at = 0; at < lines.data.size();) {
                Unit unit(object, targets, lines.data, at);
                if (visit(unit)) return;
                at = unit.end();
            }
        } catch (const Unreadable&) {
            continue;
        } catch (const Error&) {
            continue;
        }
    }
}

}  // namespace

Place source_line(const ElfObject& object, uint32_t section, uint64_t offset) {
    Place found;
    each_unit(object, [&](Unit& unit) {
        found = unit.find(section, offset);
        return static_cast<bool>(found);
    });
    return found;
}

const SourceLines::Row* SourceLines::find(uint64_t address) const {
    auto next = std::ranges::upper_bound(rows, address, {}, &Row::begin);
    if (next == rows.begin() || address >= (next - 1)->end) return nullptr;
    return &*(next - 1);
}

SourceLines source_lines(const ElfObject& executable) {
    SourceLines lines;
    std::unordered_map<std::string, size_t> numbers;
    each_unit(executable, [&](Unit& unit) {
        std::unordered_map<uint64_t, size_t> of_unit;  // files by their number there
        unit.each_row([&](const Unit::Row& row, uint64_t end) {
            if (end <= row.address) return false;
            auto known = of_unit.find(row.file);
            if (known == of_unit.end()) {
                std::string path = unit.working_directory() / unit.place(row).file;
                auto [number, is_new] = numbers.try_emplace(path, lines.files.size());
                if (is_new) lines.files.push_back(path);
                known = of_unit.emplace(row.file, number->second).first;
            }
            lines.rows.push_back(
                {row.address, end, known->second, static_cast<uint32_t>(row.line)});
            return false;
        });
        return false;
    });
    std::ranges::stable_sort(lines.rows, {}, &SourceLines::Row::begin);
    return lines;
}

}  // namespace natmod::elf
