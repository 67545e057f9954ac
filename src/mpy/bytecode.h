// SPDX-License-Identifier: MIT
// Python bytecode as it stands in a .mpy: the prelude of a function and its instructions.
// Format: MicroPython py/bc.h and py/bc0.h, the same in every release with .mpy version 6.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::mpy {

// First part of a prelude.
struct CodeSignature {
    uint64_t n_state = 0;  // slots of the value stack
    uint64_t n_exc_stack = 0;
    uint64_t scope_flags = 0;
    uint64_t n_pos_args = 0, n_kwonly_args = 0, n_def_pos_args = 0;
    size_t size = 0;  // bytes of the encoding
};

// The prelude. Offsets count from its first byte.
struct Prelude {
    CodeSignature signature;
    uint64_t name = 0;                     // index into the qstr table
    std::vector<uint64_t> argument_names;  // the same
    size_t lines = 0;                      // start of the line table
    size_t cells = 0;                      // end of the line table, start of the closure section
    size_t opcodes = 0;                    // end of the prelude
};

enum class Operand : uint8_t { none, qstr, number, object, child, jump };

// Offsets count from the first opcode.
struct Instruction {
    size_t offset = 0;
    size_t size = 0;
    uint8_t opcode = 0;
    Operand operand = Operand::none;
    int64_t value = 0;  // the operand; for a jump the offset of its target
    int extra = -1;     // byte after the operand, if this opcode has one
};

// All of them throw Error with the file offset, which is `base` for the first byte of the span.
CodeSignature read_signature(std::span<const uint8_t> prelude, size_t base);
Prelude read_prelude(std::span<const uint8_t> prelude, size_t base);
void for_each_instruction(std::span<const uint8_t> opcodes, size_t base,
                          const std::function<void(const Instruction&)>& take);

// The source lines of instructions that are asked for in their order. The info section may end
// before the line table does; everything is line 1 then.
class LineTable {
  public:
    LineTable(std::span<const uint8_t> prelude, const Prelude& parts)
        : table_(prelude.subspan(parts.lines, parts.cells - parts.lines)) {}

    // The line that starts there, or started since the last call; 0 if none did.
    size_t starting_up_to(size_t offset);

  private:
    std::span<const uint8_t> table_;  // what is left
    size_t offset_ = 0, line_ = 1;    // the next start; offsets count from the first opcode
    bool at_end_ = false;
};

// "LOAD_NAME", and for opcodes that contain their operand "LOAD_FAST 3", "BINARY_OP add".
// Empty if there is no such opcode.
std::string opcode_name(uint8_t opcode);

inline constexpr uint8_t kUnwindJump = 0x40;

// Whether the jump offset of that opcode may be negative.
bool has_signed_jump(uint8_t opcode);

}  // namespace natmod::mpy
