#include "abi/arch.h"

#include <algorithm>
#include <array>

namespace natmod {
namespace {

// e_machine numbers from the ELF specification's supplements.
constexpr uint16_t EM_386 = 3, EM_ARM = 40, EM_X86_64 = 62, EM_XTENSA = 94, EM_RISCV = 243;

constexpr std::array<Arch, 10> kArchs = {{
    {"x86", 1, Family::x86, 4, EM_386},
    {"x64", 2, Family::x86_64, 8, EM_X86_64},
    {"armv6m", 4, Family::arm, 4, EM_ARM},
    {"armv7m", 5, Family::arm, 4, EM_ARM},
    {"armv7emsp", 7, Family::arm, 4, EM_ARM},
    {"armv7emdp", 8, Family::arm, 4, EM_ARM},
    {"xtensa", 9, Family::xtensa, 4, EM_XTENSA},
    {"xtensawin", 10, Family::xtensa, 4, EM_XTENSA},
    {"rv32imc", 11, Family::riscv, 4, EM_RISCV},
    {"rv64imc", 12, Family::riscv, 8, EM_RISCV},
}};

template <typename Predicate>
const Arch* find(Predicate matches) {
    auto it = std::ranges::find_if(kArchs, matches);
    return it == kArchs.end() ? nullptr : &*it;
}

}  // namespace

std::span<const Arch> all_archs() {
    return kArchs;
}

const Arch* find_arch(std::string_view name) {
    return find([&](const Arch& arch) { return arch.name == name; });
}

const Arch* find_arch(int number) {
    return find([&](const Arch& arch) { return arch.number == number; });
}

}  // namespace natmod
