// SPDX-License-Identifier: MIT
#include "mpy/bytecode.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "mpy/reader.h"

namespace natmod::mpy {
namespace {

// By opcode - 0x10, up to 0x6F. Empty: no such opcode.
constexpr std::array<std::string_view, 0x60> kNames = {
    // 0x10: qstr operand
    "LOAD_CONST_STRING", "LOAD_NAME", "LOAD_GLOBAL", "LOAD_ATTR", "LOAD_METHOD",
    "LOAD_SUPER_METHOD", "STORE_NAME", "STORE_GLOBAL", "STORE_ATTR", "DELETE_NAME", "DELETE_GLOBAL",
    "IMPORT_NAME", "IMPORT_FROM", "", "", "",
    // 0x20: number
    "MAKE_CLOSURE", "MAKE_CLOSURE_DEFARGS", "LOAD_CONST_SMALL_INT", "LOAD_CONST_OBJ", "LOAD_FAST_N",
    "LOAD_DEREF", "STORE_FAST_N", "STORE_DEREF", "DELETE_FAST", "DELETE_DEREF", "BUILD_TUPLE",
    "BUILD_LIST", "BUILD_MAP", "BUILD_SET", "BUILD_SLICE", "STORE_COMP",
    // 0x30: number
    "UNPACK_SEQUENCE", "UNPACK_EX", "MAKE_FUNCTION", "MAKE_FUNCTION_DEFARGS", "CALL_FUNCTION",
    "CALL_FUNCTION_VAR_KW", "CALL_METHOD", "CALL_METHOD_VAR_KW", "", "", "", "", "", "", "", "",
    // 0x40: jump
    "UNWIND_JUMP", "", "JUMP", "POP_JUMP_IF_TRUE", "POP_JUMP_IF_FALSE", "JUMP_IF_TRUE_OR_POP",
    "JUMP_IF_FALSE_OR_POP", "SETUP_WITH", "SETUP_EXCEPT", "SETUP_FINALLY", "POP_EXCEPT_JUMP",
    "FOR_ITER", "", "", "", "",
    // 0x50: none
    "LOAD_CONST_FALSE", "LOAD_CONST_NONE", "LOAD_CONST_TRUE", "LOAD_NULL", "LOAD_BUILD_CLASS",
    "LOAD_SUBSCR", "STORE_SUBSCR", "DUP_TOP", "DUP_TOP_TWO", "POP_TOP", "ROT_TWO", "ROT_THREE",
    "WITH_CLEANUP", "END_FINALLY", "GET_ITER", "GET_ITER_STACK",
    // 0x60: none
    "", "", "STORE_MAP", "RETURN_VALUE", "RAISE_LAST", "RAISE_OBJ", "RAISE_FROM", "YIELD_VALUE",
    "YIELD_FROM", "IMPORT_STAR", "", "", "", "", "", ""};

constexpr std::array<std::string_view, 4> kUnaryOps = {"positive", "negative", "invert", "not"};
constexpr std::array<std::string_view, 35> kBinaryOps = {"less",
                                                         "more",
                                                         "equal",
                                                         "less_equal",
                                                         "more_equal",
                                                         "not_equal",
                                                         "in",
                                                         "is",
                                                         "exception_match",
                                                         "inplace_or",
                                                         "inplace_xor",
                                                         "inplace_and",
                                                         "inplace_lshift",
                                                         "inplace_rshift",
                                                         "inplace_add",
                                                         "inplace_subtract",
                                                         "inplace_multiply",
                                                         "inplace_mat_multiply",
                                                         "inplace_floor_divide",
                                                         "inplace_true_divide",
                                                         "inplace_modulo",
                                                         "inplace_power",
                                                         "or",
                                                         "xor",
                                                         "and",
                                                         "lshift",
                                                         "rshift",
                                                         "add",
                                                         "subtract",
                                                         "multiply",
                                                         "mat_multiply",
                                                         "floor_divide",
                                                         "true_divide",
                                                         "modulo",
                                                         "power"};

constexpr uint8_t kLoadConstSmallInt = 0x22, kLoadConstObj = 0x23;

Operand operand_of(uint8_t opcode) {
    switch (opcode >> 4) {
        case 1:
            return Operand::qstr;
        case 2:
        case 3: {
            if (opcode == kLoadConstObj) return Operand::object;
            bool child = opcode == 0x20 || opcode == 0x21 || opcode == 0x32 || opcode == 0x33;
            return child ? Operand::child : Operand::number;
        }
        case 4:
            return Operand::jump;
        default:
            return Operand::none;
    }
}

bool has_extra_byte(uint8_t opcode) {
    return opcode == 0x20 || opcode == 0x21 || opcode == kUnwindJump;
}

// As varuint, but two's complement: bit 6 of the first byte is the sign.
int64_t signed_varuint(ByteReader& in) {
    bool negative = (in.peek() & 0x40) != 0;
    uint64_t value = negative ? ~uint64_t{0} : 0;
    for (int bytes = 0;; bytes++) {
        if (bytes == 10) in.fail("a small int of more than 64 bits");
        uint8_t next = in.byte();
        value = value << 7 | (next & 0x7F);
        if ((next & 0x80) == 0) return static_cast<int64_t>(value);
    }
}

// The distance from the byte after the offset's encoding to the target.
int64_t jump_distance(ByteReader& in, uint8_t opcode) {
    int64_t value = in.byte();
    int64_t bias = 0x40;
    if (value & 0x80) {
        value = (value & 0x7F) | int64_t{in.byte()} << 7;
        bias = 0x4000;
    }
    return has_signed_jump(opcode) ? value - bias : value;
}

}  // namespace

bool has_signed_jump(uint8_t opcode) {
    return opcode == kUnwindJump || (opcode >= 0x42 && opcode <= 0x44);
}

std::string opcode_name(uint8_t opcode) {
    auto index = [&](unsigned first) { return static_cast<size_t>(opcode - first); };
    if (opcode < 0x10) return {};
    if (opcode < 0x70) return std::string(kNames[index(0x10)]);
    if (opcode < 0xB0) return fmt::format("LOAD_CONST_SMALL_INT {}", opcode - 0x80);
    if (opcode < 0xC0) return fmt::format("LOAD_FAST {}", opcode - 0xB0);
    if (opcode < 0xD0) return fmt::format("STORE_FAST {}", opcode - 0xC0);
    if (opcode < 0xD4) return fmt::format("UNARY_OP {}", kUnaryOps[index(0xD0)]);
    if (opcode < 0xD7 || opcode > 0xF9) return {};
    return fmt::format("BINARY_OP {}", kBinaryOps[index(0xD7)]);
}

// First byte xSSSSEAA, further ones xFSSKAED, where x = another byte follows: the fields'
// low bits come first.
CodeSignature read_signature(std::span<const uint8_t> prelude, size_t base) {
    constexpr unsigned kMaxExtensions = 24;  // keeps every shift below 64
    ByteReader in(prelude, base);
    CodeSignature result;
    uint64_t byte = in.byte();
    uint64_t slots = byte >> 3 & 0xF;
    result.n_exc_stack = byte >> 2 & 1;
    result.n_pos_args = byte & 3;
    for (unsigned n = 0; byte & 0x80; n++) {
        if (n == kMaxExtensions) in.fail("a function signature without end");
        byte = in.byte();
        slots |= (byte & 0x30) << (2 * n);
        result.n_exc_stack |= (byte & 0x02) << n;
        result.scope_flags |= (byte >> 6 & 1) << n;
        result.n_pos_args |= (byte & 0x04) << n;
        result.n_kwonly_args |= (byte >> 3 & 1) << n;
        result.n_def_pos_args |= (byte & 1) << n;
    }
    result.n_state = slots + 1;
    result.size = in.offset() - base;
    return result;
}

Prelude read_prelude(std::span<const uint8_t> prelude, size_t base) {
    Prelude result;
    result.signature = read_signature(prelude, base);
    ByteReader in(prelude.subspan(result.signature.size), base + result.signature.size);
    // Bytes xIIIIIIC: six bits of the info section's size, one of the number of cells.
    uint64_t n_info = 0, n_cells = 0;
    for (unsigned n = 0;; n++) {
        if (n == 8) in.fail("a prelude size without end");
        uint64_t byte = in.byte();
        n_info |= (byte >> 1 & 0x3F) << (6 * n);
        n_cells |= (byte & 1) << n;
        if ((byte & 0x80) == 0) break;
    }
    size_t info_base = in.offset();
    ByteReader info(in.take(n_info), info_base);
    result.name = info.varuint();
    uint64_t n_args = result.signature.n_pos_args + result.signature.n_kwonly_args;
    result.argument_names.reserve(std::min<uint64_t>(n_args, info.left()));
    for (uint64_t i = 0; i < n_args; i++) result.argument_names.push_back(info.varuint());
    result.lines = info.offset() - base;
    result.cells = in.offset() - base;
    in.take(n_cells);
    result.opcodes = in.offset() - base;
    return result;
}

// Bytes 0LLBBBBB, or 1LLLBBBB LLLLLLLL: advance B bytes and L lines.
size_t LineTable::starting_up_to(size_t offset) {
    size_t found = 0;
    while (!at_end_ && offset_ <= offset) {
        found = line_;
        at_end_ = table_.empty();
        if (at_end_) break;
        size_t byte = table_[0];
        bool is_long = (byte & 0x80) != 0 && table_.size() > 1;
        if ((byte & 0x80) == 0) {
            offset_ += byte & 0x1F;
            line_ += byte >> 5;
        } else if (is_long) {
            offset_ += byte & 0xF;
            line_ += (byte & 0x70) << 4 | table_[1];
        }
        table_ = table_.subspan(is_long ? 2 : 1);
    }
    return found;
}

void for_each_instruction(std::span<const uint8_t> opcodes, size_t base,
                          const std::function<void(const Instruction&)>& take) {
    ByteReader in(opcodes, base);
    while (in.left() != 0) {
        Instruction instruction;
        instruction.offset = in.offset() - base;
        instruction.opcode = in.byte();
        if (opcode_name(instruction.opcode).empty()) {
            in.fail_at(base + instruction.offset,
                       fmt::format("unknown opcode 0x{:02x}", instruction.opcode));
        }
        instruction.operand = operand_of(instruction.opcode);
        if (instruction.operand == Operand::jump) {
            int64_t distance = jump_distance(in, instruction.opcode);
            instruction.value = static_cast<int64_t>(in.offset() - base) + distance;
        } else if (instruction.opcode == kLoadConstSmallInt) {
            instruction.value = signed_varuint(in);
        } else if (instruction.operand != Operand::none) {
            size_t at = in.offset();
            uint64_t value = in.varuint();
            if (value > INT64_MAX) in.fail_at(at, "an operand of more than 63 bits");
            instruction.value = static_cast<int64_t>(value);
        }
        if (has_extra_byte(instruction.opcode)) instruction.extra = in.byte();
        instruction.size = in.offset() - base - instruction.offset;
        take(instruction);
    }
}

}  // namespace natmod::mpy
