// SPDX-License-Identifier: MIT
// The record by which a module that is linked to one firmware knows it again.
// sdk/rt/firmware_identity.h has its format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpy/decode.h"

namespace natmod::mpy {

// Words of the firmware that are compared.
struct FirmwareSpan {
    int32_t distance = 0;  // of the first from the function table, in bytes
    uint32_t count = 0;
    bool pointers = false;  // of the host's size; else 32 bits
    uint32_t sum = 0;
};

struct FirmwareRecord {
    uint32_t table = 0;  // address of the function table; 0: any
    std::vector<FirmwareSpan> spans;
    bool is_complete = false;  // its end is there
    std::string text;          // "built for MicroPython v1.26.1 on 2025-09-11 (firmware.elf)"
};

// The record in the element's text, if its mark is there.
std::optional<FirmwareRecord> find_firmware(const RawCode& code);

}  // namespace natmod::mpy
