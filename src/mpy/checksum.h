// SPDX-License-Identifier: MIT
// A checksum behind the code of a .mpy, where no loader looks: firmware believes whatever it reads,
// so a changed byte must be found before. docs/mpy-format.md, "Checksum", has the format.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace natmod::mpy {

// `missing`: there is none, though the header announces one.
enum class Checksum : uint8_t { none, right, wrong, missing };

// What the header of a file that our linker made says of small ints. Any firmware has as many, and
// the file of another tool says 31, so this announces the checksum at no cost.
inline constexpr int kAnnouncesChecksum = 30;

// That of Ethernet, zlib and MicroPython's binascii.crc32.
uint32_t crc32(std::span<const uint8_t> bytes);

// Adds the checksum of the bytes to their end.
void append_checksum(std::vector<uint8_t>& file);

// Whether the bytes from `end` of the code on are a checksum, and that of the bytes before.
Checksum read_checksum(std::span<const uint8_t> file, size_t end);

}  // namespace natmod::mpy
