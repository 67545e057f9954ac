// SPDX-License-Identifier: MIT
#include "link/arch.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace natmod::link {
namespace {

// Row by row of the table of architectures.
template <size_t... Row>
constexpr auto linkers(std::index_sequence<Row...>) {
    return std::array{&arch_linker<abi::kArchs[Row].family.elf>...};
}

}  // namespace

const RelocInfo* find_reloc_info(const ArchLinker& arch, uint32_t type) {
    auto found = std::ranges::lower_bound(arch.relocs, type, {}, &RelocInfo::type);
    return found != arch.relocs.end() && found->type == type ? &*found : nullptr;
}

std::span<const Reloc> find_relocs(const InputSection& section, uint64_t offset) {
    // Not ranges::equal_range: clang 14 cannot compile libstdc++'s.
    auto first = std::ranges::lower_bound(section.relocs, offset, {}, &Reloc::offset);
    auto last = std::ranges::upper_bound(section.relocs, offset, {}, &Reloc::offset);
    return {first, last};
}

void out_of_range(const ApplyArgs& args, int64_t value) {
    const RelocInfo* info = find_reloc_info(args.ctx.arch, args.reloc.type);
    args.ctx.error(describe(args.section, args.reloc.offset),
                   fmt::format("{} against {} is out of range: {:#x} does not fit", info->name,
                               args.reloc.symbol->name, value));
}

void write_narrow(const ApplyArgs& args, int64_t value, int bits) {
    if (value < -(int64_t{1} << (bits - 1)) || value >= int64_t{1} << bits) {
        out_of_range(args, value);
    } else if (bits == 16) {
        put16(args.loc, static_cast<uint32_t>(value));
    } else {
        *args.loc = static_cast<uint8_t>(value);
    }
}

Reloc patch(uint32_t offset, uint32_t type, int64_t addend) {
    Reloc reloc;
    reloc.offset = offset;
    reloc.type = type;
    reloc.addend = addend;
    return reloc;
}

const ArchLinker& find_arch_linker(const abi::Arch& arch) {
    static constexpr std::array kLinkers =
        linkers(std::make_index_sequence<std::size(abi::kArchs)>());
    return kLinkers[static_cast<size_t>(&arch - abi::kArchs)]();
}

std::span<const uint8_t> breakpoint_code(const abi::Arch& arch) {
    const ArchLinker& linker = find_arch_linker(arch);
    return std::span(linker.breakpoint).first(linker.breakpoint_size);
}

}  // namespace natmod::link
