// SPDX-License-Identifier: MIT
#include "mpy/compat.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "abi/names.h"
#include "base/shell_words.h"
#include "mpy/fixups.h"

namespace natmod::mpy {
namespace {

std::string releases_of(const MpyFile& file, const abi::Arch& arch) {
    constexpr std::array<std::string_view, 4> kByAbi = {"1.19", "1.20 and 1.21", "1.22",
                                                        "1.23 and newer"};
    std::string_view since = arch.since;
    if (file.has_arch_flags && (since.empty() || file.abi != 3)) return {};
    if (since.empty()) return std::string(kByAbi[static_cast<size_t>(file.abi)]);
    if (file.abi != 3) return {};  // the architecture came later than that sub-version
    if (file.has_arch_flags) since = std::max(since, arch.extensions_since);
    return fmt::format("{} and newer", since);
}

void note_small_ints(const MpyFile& file, Acceptance& result) {
    int bits = file.small_int_bits;
    if (bits > 63) {
        result.releases.clear();
        result.notes.push_back(fmt::format("small ints of {} bits: no firmware has them", bits));
    } else if (bits > 47) {
        result.notes.push_back(fmt::format("small ints of {} bits: only 64-bit firmware", bits));
    } else if (bits > 31) {
        result.notes.push_back(
            fmt::format("small ints of {} bits: only 64-bit firmware or boxed NaNs", bits));
    }
}

// Entries of the function table that take or return a float.
constexpr uint64_t kFirstFloatEntry = 60, kLastFloatEntry = 63;

bool is_float_entry(uint64_t entry) {
    return entry >= kFirstFloatEntry && entry <= kLastFloatEntry;
}

// Whether the code loads one of these entries by its offset from the table's address. The offset is
// too large for the short forms of the instruction.
bool loads_float_entry(std::span<const uint8_t> text, const abi::Arch& arch) {
    const abi::LoadForm& form = arch.load_word;
    if (form.mask == 0) return true;  // any code may
    auto word_size = static_cast<unsigned>(arch.family.elf.word_size);
    for (size_t i = 0; i + 4 <= text.size(); i += 2) {
        uint32_t code = text[i] | uint32_t{text[i + 1]} << 8 | uint32_t{text[i + 2]} << 16 |
                        uint32_t{text[i + 3]} << 24;
        unsigned offset = code >> form.offset_at & 0xfff;
        if ((code & form.mask) == form.value && offset % word_size == 0 &&
            is_float_entry(offset / word_size))
            return true;
    }
    return false;
}

// Whether the code passes a float to or from the table in a register. What Natmod's SDK compiles
// for ARM and RISC-V does not. Natmod's runtime uses the table's address, too, but such a file has
// fix-ups; `of_starter`: those of the element around this one.
bool may_pass_floats(const RawCode& code, const abi::Arch& arch,
                     const std::optional<FixupStream>& of_starter = {}) {
    auto stream = of_starter ? of_starter : find_fixups(code, arch.family.elf.word_size);
    for (const RelocRun& run : code.relocs) {
        if (run.destination == kRelocFunTable && !stream && loads_float_entry(code.text, arch))
            return true;
        if (run.destination >= kRelocFunTableEntry &&
            is_float_entry(static_cast<uint64_t>(run.destination - kRelocFunTableEntry)))
            return true;
    }
    if (stream && std::ranges::any_of(stream->fixups, [&](const Fixup& fixup) {
            return fixup.kind == FIXUP_ENTRY && is_float_entry(fixup.operand);
        }))
        return true;
    if (!is_starter(code)) stream.reset();
    return std::ranges::any_of(
        code.children, [&](const RawCode& child) { return may_pass_floats(child, arch, stream); });
}

// Firmwares of one architecture pass floats in one kind of registers or the other.
void note_floats(const MpyFile& file, const abi::Arch& arch, Acceptance& result) {
    if (arch.float_registers == abi::FloatRegisters::agreed || !may_pass_floats(file.code, arch))
        return;
    bool hard = arch.float_registers == abi::FloatRegisters::fpu;
    result.notes.push_back(fmt::format(
        "passes floats in {} registers: wrong values on firmware that has them in {} registers",
        hard ? "FPU" : "integer", hard ? "integer" : "FPU"));
}

// Which extensions of the instruction set the file needs.
void note_arch_flags(const MpyFile& file, const abi::Arch* arch, Acceptance& result) {
    if (!file.has_arch_flags) return;
    if (arch == nullptr || arch->extensions.empty()) {
        result.releases.clear();
        result.notes.push_back(fmt::format("architecture flags: only {} firmware reads them",
                                           fmt::join(abi::archs_with_extensions(), ", ")));
        return;
    }
    std::vector<std::string> extensions = split_shell_words(arch->extensions);
    for (size_t bit = 0; bit < extensions.size(); bit++) {
        std::string& name = extensions[bit];
        name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        if (file.arch_flags >> bit & 1)
            result.notes.push_back(fmt::format("needs a CPU with {}", name));
    }
    if (file.arch_flags >> extensions.size() != 0) {
        result.releases.clear();
        result.notes.push_back("unknown architecture flags: no release accepts them");
    }
}

}  // namespace

bool has_native_code(const RawCode& code) {
    return code.kind != CodeKind::bytecode || std::ranges::any_of(code.children, has_native_code);
}

Acceptance who_accepts(const MpyFile& file) {
    Acceptance result;
    const abi::Arch* arch = abi::known_arch(file.arch);
    bool native = has_native_code(file.code);
    if (file.arch == 0) {
        // 1.19 wants the two bits of the sub-version to be 0 in bytecode files too.
        result.releases = file.abi == 0 ? "1.19 and newer" : "1.20 and newer";
        result.hosts = {"any"};
        result.boards = "every board whose firmware can load .mpy files";
        if (file.has_arch_flags) result.releases.clear();
        if (native)
            result.notes.push_back("has machine code, yet the header names no architecture");
    } else if (arch != nullptr) {
        result.releases = releases_of(file, *arch);
        for (const abi::Arch* host : abi::hosts_of(file.arch))
            result.hosts.emplace_back(host->name);
        result.boards = arch->loaded_by;
    } else {
        result.notes.push_back(fmt::format("unknown architecture number {}", file.arch));
    }
    note_small_ints(file, result);
    note_arch_flags(file, arch, result);
    if (arch != nullptr) note_floats(file, *arch, result);
    return result;
}

}  // namespace natmod::mpy
