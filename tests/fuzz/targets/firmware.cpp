// SPDX-License-Identifier: MIT
// Firmwares: ELF files, maps, lists of symbols.

#include "firmware/image.h"

#include "../targets.h"
#include "abi/arch.h"
#include "base/error.h"

namespace natmod::fuzz {

void read_firmware(Input bytes) {
    std::string file = scratch_file("fuzz.elf", bytes);
    for (const char* arch : {"x64", "armv7m", "xtensawin"}) {
        try {
            firmware::Image image = firmware::read_image(file, *abi::find_arch(arch));
            for (const auto& [name, symbols] : image.symbols) {
                keep(image.pointer_at(symbols[0].address));
                keep(image.constant_bytes(symbols[0], symbols[0].address, 4));
                keep(image.find(name));
                if (bytes.size() > 4096) break;  // each looks at all sections
            }
        } catch (const Error&) {
            // may be another one's
        }
    }
    keep(firmware::target_of(file));
}

}  // namespace natmod::fuzz
