// SPDX-License-Identifier: MIT
#include "firmware/machine.h"

#include <fmt/core.h>

#include <algorithm>

#include "abi/arch_table.h"
#include "base/error.h"
#include "elf/arm_attributes.h"

namespace natmod::firmware {
namespace {

// MP_NATIVE_ARCH_* that MicroPython compiled for such a processor reports. Numbers of the
// attributes: "Addenda to, and Errata in, the ABI for the Arm Architecture".
int thumb_number(const elf::ElfObject& elf) {
    constexpr uint64_t kV6M = 11, kV6SM = 12, kV8MBase = 16;
    elf::ArmAttributes attributes = elf::arm_attributes(elf);
    bool only_thumb1 = attributes.cpu_arch == kV6M || attributes.cpu_arch == kV6SM ||
                       attributes.cpu_arch == kV8MBase;
    if (only_thumb1) return 4;
    // With floats in integer registers modules for an FPU would get wrong ones.
    if (attributes.fpu == 0 || attributes.float_arguments != 1) return 6;
    return attributes.single_only == 1 ? 7 : 8;
}

// The ESP8266 calls functions as every processor does, the ESP32 with register windows: there
// functions begin with an `entry` instruction.
int xtensa_number(const elf::ElfObject& elf) {
    constexpr uint8_t kEntry = 0x36, kEntryMask = 0x7f;
    size_t functions = 0, windowed = 0;
    for (const elf::ElfSymbol& symbol : elf.symbols) {
        if (symbol.type != elf::STT_FUNC || symbol.section >= elf.sections.size()) continue;
        const elf::ElfSection& section = elf.sections[symbol.section];
        uint64_t offset = symbol.value - section.address;
        if (offset >= section.data.size()) continue;
        ++functions;
        if ((section.data[static_cast<size_t>(offset)] & kEntryMask) == kEntry) ++windowed;
    }
    return windowed > functions / 2 ? 10 : 9;
}

}  // namespace

const abi::Arch* machine_of(const elf::ElfObject& elf) {
    abi::ElfMachine machine{elf.machine, elf.word_size};
    int number = 0;
    if (machine == abi::kArm.elf) number = thumb_number(elf);
    if (machine == abi::kXtensaEsp32.elf) number = xtensa_number(elf);
    for (const abi::Arch& arch : abi::all_archs())
        if (arch.family.elf == machine && (number == 0 || arch.host_number() == number))
            return &arch;
    throw Error({elf.name,
                 fmt::format("no native modules for this processor: ELF machine {}, {} bit",
                             elf.machine, 8 * elf.word_size),
                 "natmod toolchains lists the architectures"});
}

}  // namespace natmod::firmware
