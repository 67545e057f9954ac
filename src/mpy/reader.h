// SPDX-License-Identifier: MIT
// A cursor over bytes that others wrote: it checks every read, and a read past the end is an Error
// that names the byte offset.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"

namespace natmod::mpy {

class ByteReader {
  public:
    // Offsets in messages and from offset() count from `base`, the offset of the first byte in
    // the file; `what` names what is being read.
    explicit ByteReader(std::span<const uint8_t> bytes, size_t base = 0,
                        std::string_view what = ".mpy")
        : bytes_(bytes), base_(base), what_(what) {}

    size_t offset() const { return base_ + position_; }
    size_t left() const { return bytes_.size() - position_; }

    [[noreturn]] void fail(std::string_view problem) const { fail_at(offset(), problem); }
    [[noreturn]] void fail_at(size_t at, std::string_view problem) const {
        throw Error(fmt::format("{}: {} at byte {}", what_, problem, at));
    }

    uint8_t byte() {
        if (left() == 0) fail("ends too early");
        return bytes_[position_++];
    }

    uint8_t peek() const {
        if (left() == 0) fail("ends too early");
        return bytes_[position_];
    }

    // `n` bytes, not copied.
    std::span<const uint8_t> take(uint64_t n) {
        if (n > left()) {
            fail(fmt::format("ends too early, {} bytes are announced and {} are left", n, left()));
        }
        auto result = bytes_.subspan(position_, static_cast<size_t>(n));
        position_ += static_cast<size_t>(n);
        return result;
    }

    // Seven bits a byte, most significant group first, bit 7 set on all but the last byte.
    uint64_t varuint() {
        size_t start = offset();
        uint64_t value = 0;
        for (;;) {
            uint8_t next = byte();
            if (value >> 57 != 0) fail_at(start, "a number of more than 64 bits");
            value = value << 7 | (next & 0x7F);
            if ((next & 0x80) == 0) return value;
        }
    }

    // A number that the host's 32-bit loader can hold, and we in an int.
    uint32_t varuint31() {
        size_t start = offset();
        uint64_t value = varuint();
        if (value > INT32_MAX) fail_at(start, fmt::format("number {} is too large", value));
        return static_cast<uint32_t>(value);
    }

  private:
    std::span<const uint8_t> bytes_;
    size_t base_;
    std::string_view what_;
    size_t position_ = 0;
};

}  // namespace natmod::mpy
