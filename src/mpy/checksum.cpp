#include "mpy/checksum.h"

#include "elf/bytes.h"

namespace natmod::mpy {
namespace {

constexpr uint32_t kMark = 'N' | 'm' << 8;
constexpr size_t kMarkSize = 2, kSize = kMarkSize + sizeof(uint32_t);

// That of Ethernet, zlib and MicroPython's binascii.crc32.
uint32_t crc32(std::span<const uint8_t> bytes) {
    constexpr uint32_t kPolynomial = 0xedb88320;
    uint32_t crc = ~uint32_t{0};
    for (uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? kPolynomial : 0);
    }
    return ~crc;
}

}  // namespace

void append_checksum(std::vector<uint8_t>& file) {
    uint32_t sum = crc32(file);
    size_t end = file.size();
    file.resize(end + kSize);
    elf::put16(&file[end], kMark);
    elf::put32(&file[end + kMarkSize], sum);
}

Checksum read_checksum(std::span<const uint8_t> file, size_t end) {
    auto rest = file.subspan(end);
    if (rest.size() != kSize || elf::get16(rest.data()) != kMark) return Checksum::none;
    bool right = elf::get32(&rest[kMarkSize]) == crc32(file.first(end));
    return right ? Checksum::right : Checksum::wrong;
}

}  // namespace natmod::mpy
