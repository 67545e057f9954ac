#include "abi/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "base/error.h"

namespace natmod {
namespace {

// In lower case and without what people write between the parts. The longest that the name begins
// with counts.
struct Near {
    std::string_view name, archs;
};

constexpr Near kNear[] = {
    {"esp32c", "rv32imc"},
    {"esp32h", "rv32imc"},
    {"esp32p", "rv32imc"},
    {"esp32", "xtensawin"},
    {"esp8266", "xtensa"},
    {"lx106", "xtensa"},
    {"lx6", "xtensawin"},
    {"lx7", "xtensawin"},
    {"rp2040", "armv6m"},
    {"pico2", "armv7emsp (rv32imc for a RISC-V firmware)"},
    {"rp2350", "armv7emsp (rv32imc for a RISC-V firmware)"},
    {"pico", "armv6m"},
    {"rp2", "armv6m for RP2040, armv7emsp for RP2350"},
    {"samd21", "armv6m"},
    {"samd51", "armv7emsp"},
    {"nrf52", "armv7emsp"},
    {"stm32f4", "armv7emsp"},
    {"stm32l4", "armv7emsp"},
    {"stm32wb", "armv7emsp"},
    {"stm32f7", "armv7emdp (armv7emsp for F72x, F74x)"},
    {"stm32h7", "armv7emdp"},
    {"pyboard", "armv7emsp"},
    {"mimxrt", "armv7emdp"},
    {"imxrt", "armv7emdp"},
    {"teensy4", "armv7emdp"},
    {"cortexm0", "armv6m"},
    {"cortexm3", "armv7m"},
    {"cortexm4", "armv7emsp"},
    {"cortexm33", "armv7emsp"},
    {"cortexm7", "armv7emdp"},
    {"armv6", "armv6m"},
    {"armv7em", "armv7emsp or armv7emdp"},
    {"armv7l", "armv7emdp"},
    {"armv8m", "armv7emsp"},
    {"armv7", "armv7m, armv7emsp or armv7emdp"},
    {"armhf", "armv7emdp"},
    {"rv32", "rv32imc"},
    {"riscv32", "rv32imc"},
    {"rv64", "rv64imc"},
    {"riscv64", "rv64imc"},
    {"x8664", "x64"},
    {"amd64", "x64"},
    {"i386", "x86"},
    {"i486", "x86"},
    {"i586", "x86"},
    {"i686", "x86"},
};

std::string plain(std::string_view name) {
    std::string text;
    for (char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

std::string hint_for(std::string_view name) {
    std::string text = plain(name);
    for (const Arch& arch : all_archs())
        if (text == arch.name) return fmt::format("write {}", arch.name);
    // cortex-m33 begins with cortex-m3.
    const Near* best = nullptr;
    for (const Near& near : kNear)
        if (text.starts_with(near.name) && (!best || near.name.size() > best->name.size()))
            best = &near;
    if (best != nullptr) return fmt::format("for {} it is {}", name, best->archs);
    if (text.starts_with("aarch64") || text.starts_with("arm64") || text.starts_with("armv8"))
        return "no MicroPython for 64-bit ARM loads native modules; a 32-bit one takes armv7emdp";
    std::vector<std::string_view> names;
    for (const Arch& known : all_archs()) names.push_back(known.name);
    return fmt::format("the architectures are {}", fmt::join(names, ", "));
}

}  // namespace

const Arch& require_arch(std::string_view name) {
    if (const Arch* arch = find_arch(name)) return *arch;
    throw Error(fmt::format("there is no architecture '{}'", name), hint_for(name));
}

int parse_abi(std::string_view text) {
    std::string_view number = text;
    if (number.starts_with("6.")) number.remove_prefix(2);
    if (number.size() == 1 && number[0] >= '0' + kMinAbi && number[0] <= '0' + kMaxAbi)
        return number[0] - '0';
    throw Error(fmt::format("there is no native ABI '{}'", text),
                "6.1 (MicroPython 1.20, 1.21), 6.2 (1.22) or 6.3 (1.23 and newer)");
}

const Arch& arch_of_machine(std::string_view machine, int word_size) {
    // A 32-bit program on a 64-bit kernel.
    std::string_view name = "x64";
    if (machine == "x86_64" || machine == "amd64") {
        name = word_size == 4 ? "x86" : "x64";
    } else if (machine.size() == 4 && machine.starts_with('i') && machine.ends_with("86")) {
        name = "x86";
    } else if (machine.starts_with("arm") || machine.starts_with("aarch64")) {
        name = "armv7emdp";
    } else if (machine.starts_with("riscv")) {
        name = "rv64imc";
    }
    return *find_arch(name);
}

}  // namespace natmod
