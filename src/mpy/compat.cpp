#include "mpy/compat.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "mpy/fixups.h"

namespace natmod {
namespace {

// By file architecture: what loads it. On Thumb a host accepts every number from 4 to its own.
struct ArchHosts {
    std::string_view hosts;  // separated by one space
    std::string_view boards;
    std::string_view since;  // first release that loads it; empty: as old as the sub-version
};

constexpr std::array<ArchHosts, 13> kHosts = {{
    {"", "", ""},
    {"x86", "Unix port, 32-bit PC", ""},
    {"x64", "Unix port, 64-bit PC", ""},
    {"armv6", "Unix port on ARM without Thumb", ""},
    {"armv6m armv7em armv7emsp armv7emdp",
     "every ARM Cortex-M board and 32-bit ARM Linux: RP2040, RP2350, STM32, nRF52, SAMD51, i.MX RT",
     ""},
    {"armv7em armv7emsp armv7emdp",
     "ARM Cortex-M3, M4, M7, M33 and 32-bit ARM Linux: RP2350, STM32F4/F7/H7, nRF52, SAMD51, "
     "i.MX RT",
     ""},
    {"armv7em armv7emsp armv7emdp", "as armv7m", ""},
    {"armv7emsp armv7emdp",
     "ARM with an FPU: RP2350, STM32F4/F7/H7/WB, nRF52840, SAMD51, i.MX RT, 32-bit ARM Linux", ""},
    {"armv7emdp", "ARM with a double-precision FPU: STM32F76x/H7, i.MX RT, 32-bit ARM Linux", ""},
    {"xtensa", "ESP8266", ""},
    {"xtensawin", "ESP32, ESP32-S2, ESP32-S3", ""},
    {"rv32imc", "32-bit RISC-V: ESP32-C3/C6/P4, RP2350 in RISC-V mode", "1.24"},
    {"rv64imc", "Unix port on 64-bit RISC-V Linux", "1.28"},
}};

std::vector<std::string> split(std::string_view words) {
    std::vector<std::string> result;
    while (!words.empty()) {
        std::string_view word = words.substr(0, words.find(' '));
        result.emplace_back(word);
        words.remove_prefix(std::min(words.size(), word.size() + 1));
    }
    return result;
}

std::string releases_of(const MpyFile& file, std::string_view since) {
    constexpr std::array<std::string_view, 4> kByAbi = {"1.19", "1.20 and 1.21", "1.22",
                                                        "1.23 and newer"};
    if (file.has_arch_flags && (since.empty() || file.abi != 3)) return {};
    if (since.empty()) return std::string(kByAbi[static_cast<size_t>(file.abi)]);
    if (file.abi != 3) return {};  // the architecture came later than that sub-version
    if (file.has_arch_flags && since < "1.27") since = "1.27";
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

bool is_riscv(int arch) {
    return arch == 11 || arch == 12;
}

// Whether the code loads one of these entries by its offset from the table's address: `ldr.w`
// (Thumb-2), `lw`, `ld` (RISC-V). The offset is too large for the short forms. Thumb-1 has no such
// instruction, and there any code may.
bool loads_float_entry(std::span<const uint8_t> text, int arch) {
    if (arch == 4) return true;
    auto word = static_cast<size_t>(word_size_of(arch));
    for (size_t i = 0; i + 4 <= text.size(); i += 2) {
        unsigned first = text[i] | unsigned{text[i + 1]} << 8;
        unsigned second = text[i + 2] | unsigned{text[i + 3]} << 8;
        bool load = false;
        unsigned offset = 0;
        if (is_riscv(arch)) {
            constexpr unsigned kLoad = 0x03, kLw = 2, kLd = 3;
            load = (first & 0x7f) == kLoad && (first >> 12 & 7) == (word == 8 ? kLd : kLw);
            offset = second >> 4;
        } else {
            load = (first & 0xfff0) == 0xf8d0;
            offset = second & 0xfff;
        }
        if (load && offset % word == 0 && is_float_entry(offset / word)) return true;
    }
    return false;
}

// Whether the code passes a float to or from the table in a register. What Natmod's SDK compiles
// for ARM and RISC-V does not. Natmod's runtime uses the table's address, too, but such a file has
// a fix-up stream.
bool may_pass_floats(const RawCode& code, int arch) {
    auto stream = find_fixups(code, word_size_of(arch));
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
    return std::ranges::any_of(code.children,
                               [&](const RawCode& child) { return may_pass_floats(child, arch); });
}

// Firmware of one architecture passes floats in one sort of registers or the other.
void note_floats(const MpyFile& file, Acceptance& result) {
    bool arm = file.arch >= 4 && file.arch <= 8;
    if ((!arm && !is_riscv(file.arch)) || !may_pass_floats(file.code, file.arch)) return;
    bool hard = file.arch == 7 || file.arch == 8;
    result.notes.push_back(fmt::format(
        "passes floats in {} registers: wrong values on firmware that has them in {} registers",
        hard ? "FPU" : "integer", hard ? "integer" : "FPU"));
}

}  // namespace

bool has_native_code(const RawCode& code) {
    return code.kind != CodeKind::bytecode || std::ranges::any_of(code.children, has_native_code);
}

Acceptance who_accepts(const MpyFile& file) {
    Acceptance result;
    bool native = has_native_code(file.code);
    if (file.arch == 0) {
        // 1.19 wants the two bits of the sub-version to be 0 in bytecode files too.
        result.releases = file.abi == 0 ? "1.19 and newer" : "1.20 and newer";
        result.hosts = {"any"};
        result.boards = "every board whose firmware can load .mpy files";
        if (file.has_arch_flags) result.releases.clear();
        if (native)
            result.notes.push_back("has machine code, yet the header names no architecture");
    } else if (static_cast<size_t>(file.arch) < kHosts.size()) {
        const ArchHosts& hosts = kHosts[static_cast<size_t>(file.arch)];
        result.releases = releases_of(file, hosts.since);
        result.hosts = split(hosts.hosts);
        result.boards = hosts.boards;
    } else {
        result.notes.push_back(fmt::format("unknown architecture number {}", file.arch));
    }
    note_small_ints(file, result);
    constexpr int kRv32 = 11;
    constexpr std::array<std::string_view, 2> kExtensions = {"Zba", "Zcmp"};
    if (file.has_arch_flags && file.arch != kRv32) {
        result.releases.clear();
        result.notes.push_back("architecture flags: only rv32imc firmware reads them");
    } else if (file.has_arch_flags) {
        for (size_t bit = 0; bit < kExtensions.size(); bit++) {
            if (file.arch_flags >> bit & 1) {
                result.notes.push_back(fmt::format("needs a CPU with {}", kExtensions[bit]));
            }
        }
        if (file.arch_flags >> kExtensions.size() != 0) {
            result.releases.clear();
            result.notes.push_back("unknown architecture flags: no release accepts them");
        }
    }
    note_floats(file, result);
    return result;
}

}  // namespace natmod
