#include "link/arch.h"

#include <fmt/core.h>

#include <algorithm>

namespace natmod {

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

const ArchLinker* find_arch_linker(const Arch& arch) {
    switch (arch.family) {
        case Family::x86:
            return &kI386Linker;
        case Family::x86_64:
            return &kX86_64Linker;
        case Family::arm:
            return &kArmLinker;
        case Family::xtensa:
            return &kXtensaLinker;
        case Family::riscv:
            return arch.word_size == 8 ? &kRiscv64Linker : &kRiscv32Linker;
    }
    return nullptr;
}

}  // namespace natmod
