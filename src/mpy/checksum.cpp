// SPDX-License-Identifier: MIT
#include "mpy/checksum.h"

#include <algorithm>
#include <array>

namespace natmod::mpy {
namespace {

constexpr std::array<uint8_t, 2> kMark = {'N', 'm'};

}  // namespace

uint32_t crc32(std::span<const uint8_t> bytes) {
    constexpr uint32_t kPolynomial = 0xedb88320;
    uint32_t crc = ~uint32_t{0};
    for (uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? kPolynomial : 0);
    }
    return ~crc;
}

void append_checksum(std::vector<uint8_t>& file) {
    uint32_t sum = crc32(file);
    file.insert(file.end(), kMark.begin(), kMark.end());
    for (size_t i = 0; i < sizeof sum; ++i) file.push_back(static_cast<uint8_t>(sum >> (8 * i)));
}

Checksum read_checksum(std::span<const uint8_t> file, size_t end) {
    auto rest = file.subspan(end);
    if (rest.size() != kMark.size() + sizeof(uint32_t) ||
        !std::ranges::equal(rest.first(kMark.size()), kMark))
        return Checksum::none;
    uint32_t sum = 0;
    for (size_t i = rest.size(); i > kMark.size(); --i) sum = sum << 8 | rest[i - 1];
    return sum == crc32(file.first(end)) ? Checksum::right : Checksum::wrong;
}

}  // namespace natmod::mpy
