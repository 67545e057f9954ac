// SPDX-License-Identifier: MIT
#include "abi/arch.h"

#include <algorithm>

#include "abi/arch_table.h"

namespace natmod::abi {
namespace {

const Arch* find(std::span<const Arch> archs, auto matches) {
    auto it = std::ranges::find_if(archs, matches);
    return it == archs.end() ? nullptr : &*it;
}

}  // namespace

bool Arch::accepts(int file_number) const {
    int first = accepts_from != 0 ? accepts_from : host_number();
    return first <= file_number && file_number <= host_number();
}

std::span<const Arch> all_archs() {
    return kArchs;
}

const Arch* find_arch(std::string_view name) {
    return find(kArchs, [&](const Arch& arch) { return arch.name == name; });
}

const Arch* find_arch(int number) {
    return find(kArchs, [&](const Arch& arch) { return arch.number == number; });
}

const Arch* known_arch(int number) {
    if (const Arch* arch = find_arch(number)) return arch;
    return find(kForeignArchs, [&](const Arch& arch) { return arch.number == number; });
}

std::vector<const Arch*> hosts_of(int file_number) {
    constexpr int kNumbers = 16;  // four bits of sys.implementation._mpy
    std::vector<const Arch*> hosts;
    for (int number = 1; number < kNumbers; number++) {
        const Arch* host = known_arch(number);
        if (host != nullptr && host->host_number() == number && host->accepts(file_number))
            hosts.push_back(host);
    }
    return hosts;
}

}  // namespace natmod::abi
