// SPDX-License-Identifier: MIT
// Where a native module starts running.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace natmod::abi {

// The import calls byte 0 of text, where most linkers put a jump. Returns the offset in text that
// this jump goes to; nothing if the code starts with another instruction, and so runs in place.
std::optional<int64_t> entry_jump(int arch_number, std::span<const uint8_t> text);

// The same by family, for their rows in abi/arch_table.h. Instruction formats: the manuals of the
// architectures.
std::optional<int64_t> x86_jump(std::span<const uint8_t> text);
std::optional<int64_t> thumb_jump(std::span<const uint8_t> text);
std::optional<int64_t> xtensa_jump(std::span<const uint8_t> text);
std::optional<int64_t> riscv_jump(std::span<const uint8_t> text);

}  // namespace natmod::abi
