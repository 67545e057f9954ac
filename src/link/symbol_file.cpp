// SPDX-License-Identifier: MIT
// Writes the symbol file: the linked module as an ELF executable with symbols and DWARF, for
// debuggers and for natmod itself. Text is at kTextAddress, the RAM block behind it; both stand
// wherever the firmware has room, so a debugger is told where.

#include <algorithm>
#include <map>

#include "elf/write.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

// DWARF of code that is not linked says address 0, as GNU ld writes it, so nothing stands there.
// (The highest address, which lld writes, makes objdump allocate gigabytes.)
constexpr uint64_t kTextAddress = 0x100000;
constexpr uint64_t kRamAlign = 0x1000;
constexpr std::string_view kDebugPrefix = ".debug_";
enum : uint32_t { kText = 1, kBss, kData, kFirstDebug };

// The address in DWARF of code that is not linked: two zeros would end these lists.
uint64_t nowhere(std::string_view section) {
    return section == ".debug_ranges" || section == ".debug_loc" ? 1 : 0;
}

// A section of an object in the output's section of the same name.
struct DebugInput {
    ObjectFile* file = nullptr;
    uint32_t index = 0;
    std::string_view name;
    uint64_t offset = 0;  // in the output's section
};

struct DebugOutput {
    std::string_view name;
    const ElfSection* like = nullptr;
    std::vector<uint8_t> bytes;
};

class SymbolFile {
  public:
    explicit SymbolFile(Context& ctx)
        : ctx_(ctx), ram_(align_up(kTextAddress + ctx.text.size() + 1, kRamAlign)) {}

    std::vector<uint8_t> bytes() {
        collect();
        for (const DebugInput& input : inputs_) relocate(input);
        ctx_.check_errors();
        object_.type = ET_EXEC;
        object_.word_size = ctx_.word;
        object_.machine = ctx_.options.arch->family.elf.number;
        if (!ctx_.files.empty()) object_.flags = ctx_.files.front().elf.flags;
        add_sections();
        add_symbols();
        return write_executable(object_);
    }

  private:
    uint64_t address_of(const InputSection& section) const {
        return section.offset + (section.block == Block::ram ? ram_ : kTextAddress);
    }

    bool is_placed(const InputSection* section) const {
        if (!section || !section->live) return false;
        return !(ctx_.arch.drop_section && ctx_.arch.drop_section(*section));
    }

    // Puts the debug sections of all objects behind each other.
    void collect() {
        for (ObjectFile& file : ctx_.files) {
            for (uint32_t i = 0; i < file.elf.sections.size(); ++i) {
                const ElfSection& section = file.elf.sections[i];
                if (!section.name.starts_with(kDebugPrefix) || section.flags & SHF_COMPRESSED)
                    continue;
                DebugOutput& output = output_for(section);
                output.bytes.resize(align_up(output.bytes.size(), section.align));
                places_[{&file, i}] = output.bytes.size();
                inputs_.push_back({&file, i, section.name, output.bytes.size()});
                output.bytes.insert(output.bytes.end(), section.data.begin(), section.data.end());
            }
        }
    }

    DebugOutput& output_for(const ElfSection& section) {
        auto found = std::ranges::find(outputs_, section.name, &DebugOutput::name);
        if (found != outputs_.end()) return *found;
        return outputs_.emplace_back(DebugOutput{section.name, &section, {}});
    }

    // Without its addend.
    std::optional<uint64_t> value_of(const ObjectFile& file, const ElfReloc& reloc) const {
        const ElfSymbol& symbol = file.elf.symbols[reloc.symbol];
        if (symbol.absolute) return symbol.value;
        auto debug = places_.find({&file, symbol.section});
        if (!symbol.undefined() && debug != places_.end()) return debug->second + symbol.value;
        const Symbol& linked = *file.symbols[reloc.symbol];
        // A section symbol stands for its section even if a symbol table names no file for it.
        const InputSection* section = linked.section;
        if (linked.kind != SymbolKind::section || !is_placed(section)) return std::nullopt;
        return address_of(*section) + linked.value;
    }

    // Only what DWARF has: numbers, and on RISC-V differences of them.
    void relocate(const DebugInput& input) {
        InputSection section;
        section.name = input.name;
        section.file = input.file;
        section.size = input.file->elf.sections[input.index].data.size();
        uint8_t* content = output_for(input.file->elf.sections[input.index]).bytes.data();
        content += input.offset;
        bool has_addends = false;
        for (const ElfReloc& elf : input.file->elf.relocs(input.index, has_addends)) {
            const RelocInfo* info = find_reloc_info(ctx_.arch, elf.type);
            if (!info || elf.offset > section.size || info->size > section.size - elf.offset)
                continue;
            uint8_t* place = content + elf.offset;
            Reloc reloc;
            reloc.offset = static_cast<uint32_t>(elf.offset);
            reloc.type = elf.type;
            reloc.symbol = input.file->symbols[elf.symbol];
            reloc.addend = elf.addend;
            if (!has_addends && ctx_.arch.read_addend)
                reloc.addend = ctx_.arch.read_addend(elf.type, place);
            if (ctx_.arch.decode) ctx_.arch.decode(place, reloc);
            std::optional<uint64_t> value = value_of(*input.file, elf);
            if (info->kind == RelocClass::word) {
                auto addend = static_cast<uint64_t>(reloc.addend);
                put_word(place, ctx_.word, value ? *value + addend : nowhere(input.name));
            } else if (info->kind == RelocClass::constant || info->adds) {
                ctx_.arch.apply(
                    {ctx_, section, reloc, place, 0, value.value_or(0), 0, 0, reloc.addend});
            }
        }
    }

    void add_sections() {
        auto add = [&](std::string_view name, uint32_t type, uint64_t flags, uint64_t address,
                       std::span<const uint8_t> data, uint64_t align) {
            ElfSection& section = object_.sections.emplace_back();
            section.name = name;
            section.type = type;
            section.flags = flags;
            section.address = address;
            section.data = data;
            section.size = data.size();
            section.align = align;
        };
        object_.sections.emplace_back();
        auto word = static_cast<uint64_t>(ctx_.word);
        add(".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, kTextAddress, ctx_.text, word);
        add(".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE, ram_, {}, word);
        object_.sections.back().size = ctx_.bss_size;
        add(".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, ram_ + ctx_.bss_size, ctx_.rodata, word);
        for (const DebugOutput& output : outputs_) {
            add(output.name, SHT_PROGBITS, output.like->flags & (SHF_MERGE | SHF_STRINGS), 0,
                output.bytes, output.like->align);
            object_.sections.back().entsize = output.like->entsize;
        }
    }

    void add_symbols() {
        object_.symbols.emplace_back();
        for (const ObjectFile& file : ctx_.files) {
            for (size_t i = 1; i < file.elf.symbols.size(); ++i) {
                const Symbol& symbol = *file.symbols[i];
                bool is_global = file.elf.symbols[i].binding != STB_LOCAL;
                if (symbol.kind != SymbolKind::section || !is_placed(symbol.section)) continue;
                if (symbol.type == STT_SECTION || symbol.name.empty()) continue;
                if (symbol.name.starts_with(".L")) continue;  // the compiler's own
                // Of a global one each file has a symbol, but one file defines it.
                if (is_global && (symbol.file != &file || file.elf.symbols[i].undefined()))
                    continue;
                add_symbol(symbol);
            }
        }
        add_ram_pointer();
        std::ranges::stable_sort(object_.symbols.begin() + 1, object_.symbols.end(), {},
                                 &ElfSymbol::binding);
    }

    void add_symbol(const Symbol& symbol) {
        ElfSymbol& elf = object_.symbols.emplace_back();
        elf.name = symbol.name;
        elf.value = address_of(*symbol.section) + symbol.value;
        elf.size = symbol.size;
        elf.type = symbol.type;
        if (symbol.section->block == Block::text)
            elf.section = kText;
        else
            elf.section = symbol.section->offset < ctx_.bss_size ? kBss : kData;
        auto global = ctx_.globals.find(symbol.name);
        if (global != ctx_.globals.end() && global->second == &symbol) elf.binding = STB_GLOBAL;
    }

    // For debuggers, which find the RAM block by them.
    void add_ram_pointer() {
        for (const Patch& patch : ctx_.patches) {
            const InputSection* target = patch.value.section;
            if (!patch.by_loader || patch.block != Block::text) continue;
            if (patch.value.kind != ValueKind::section || target->block != Block::ram) continue;
            add_mark(kRamPointer, kText, kTextAddress + patch.offset);
            add_mark(kRamPointee, kBss, address_of(*target) + patch.value.offset);
            return;
        }
    }

    void add_mark(std::string_view name, uint32_t section, uint64_t address) {
        ElfSymbol& elf = object_.symbols.emplace_back();
        elf.name = name;
        elf.section = section;
        elf.value = address;
    }

    Context& ctx_;
    const uint64_t ram_;  // address of the RAM block in the file
    std::vector<DebugInput> inputs_;
    std::vector<DebugOutput> outputs_;
    std::map<std::pair<const ObjectFile*, uint32_t>, uint64_t> places_;
    ElfObject object_;
};

}  // namespace

std::vector<uint8_t> symbol_file(Context& ctx) {
    size_t errors = ctx.errors.size();
    std::vector<uint8_t> bytes = SymbolFile(ctx).bytes();
    ctx.errors.resize(errors);  // what DWARF says wrongly is no error of the link
    return bytes;
}

}  // namespace natmod::link
