// SPDX-License-Identifier: MIT
// How to merge: put the tables of all files one after another, and make a small bytecode element
// the new outer one, with each file's own outer element as a child that it calls. The first file is
// copied. The others' bytecode refers to the tables by index, so it is written anew with each index
// moved. Moved indexes may need more bytes, so jump distances change too.

#include "mpy/merge.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.h"
#include "mpy/bytecode.h"
#include "mpy/compat.h"
#include "mpy/decode.h"
#include "mpy/varuint.h"

namespace natmod::mpy {
namespace {

using Bytes = std::vector<uint8_t>;

struct Part {
    std::string name;
    std::span<const uint8_t> bytes;
    MpyFile file;
};

// What is added to the indexes of a part.
struct Bases {
    uint64_t qstr = 0, object = 0;
};

void append(Bytes& out, std::span<const uint8_t> bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

// Bytes xIIIIIIC, low bits first: the sizes of the info section and of the closure section.
void put_prelude_size(Bytes& out, size_t n_info, size_t n_cells) {
    do {
        uint8_t byte = static_cast<uint8_t>((n_info & 0x3F) << 1 | (n_cells & 1));
        n_info >>= 6;
        n_cells >>= 1;
        out.push_back(n_info + n_cells != 0 ? byte | 0x80 : byte);
    } while (n_info + n_cells != 0);
}

void put_moved(Bytes& out, const Instruction& instruction, std::span<const uint8_t> opcodes,
               const Bases& bases) {
    auto value = static_cast<uint64_t>(instruction.value);
    out.push_back(instruction.opcode);
    if (instruction.operand == Operand::qstr)
        put_varuint(out, value + bases.qstr);
    else if (instruction.operand == Operand::object)
        put_varuint(out, value + bases.object);
    else
        append(out, opcodes.subspan(instruction.offset + 1, instruction.size - 1));
}

// Writes opcodes with moved indexes. Each pass reads them anew: as structs they would take far more
// memory than in the file.
class OpcodeMover {
  public:
    // `base` is the file offset of the first.
    OpcodeMover(std::span<const uint8_t> opcodes, size_t base, const Bases& bases)
        : opcodes_(opcodes),
          base_(base),
          bases_(bases),
          new_offsets_(opcodes.size(), kNone),
          is_long_(opcodes.size()) {}

    Bytes run() {
        // Distances only grow from one byte to two, so this ends.
        do place();
        while (lengthen());
        Bytes out;
        for_each_instruction(opcodes_, base_, [&](const Instruction& each) {
            if (each.operand == Operand::jump)
                put_jump(out, each);
            else
                put_moved(out, each, opcodes_, bases_);
        });
        return out;
    }

  private:
    static constexpr uint32_t kNone = UINT32_MAX;

    size_t jump_size(const Instruction& jump) const {
        return 2 + (is_long_[jump.offset] ? 1 : 0) + (jump.extra >= 0 ? 1 : 0);
    }

    void place() {
        size_t offset = 0;
        Bytes moved;
        for_each_instruction(opcodes_, base_, [&](const Instruction& each) {
            new_offsets_[each.offset] = static_cast<uint32_t>(offset);
            moved.clear();
            if (each.operand != Operand::jump) put_moved(moved, each, opcodes_, bases_);
            offset += each.operand == Operand::jump ? jump_size(each) : moved.size();
        });
    }

    // From behind the distance to the target, in their new places.
    int64_t distance(const Instruction& jump) const {
        auto target = static_cast<uint64_t>(jump.value);
        if (target >= new_offsets_.size() || new_offsets_[target] == kNone)
            throw Error(
                fmt::format(".mpy: jump into an instruction at byte {}", base_ + jump.offset));
        return int64_t{new_offsets_[target]} -
               (int64_t{new_offsets_[jump.offset]} + (is_long_[jump.offset] ? 3 : 2));
    }

    // The distances that do not fit. Whether there were any.
    bool lengthen() {
        bool changed = false;
        for_each_instruction(opcodes_, base_, [&](const Instruction& each) {
            if (each.operand != Operand::jump) return;
            int64_t count = is_long_[each.offset] ? 0x8000 : 0x80;
            int64_t least = has_signed_jump(each.opcode) ? -count / 2 : 0;
            int64_t far = distance(each);
            if (far >= least && far < least + count) return;
            if (is_long_[each.offset])
                throw Error(
                    fmt::format(".mpy: jump gets too long at byte {}", base_ + each.offset));
            is_long_[each.offset] = true;
            changed = true;
        });
        return changed;
    }

    void put_jump(Bytes& out, const Instruction& jump) const {
        out.push_back(jump.opcode);
        int64_t far = distance(jump);
        bool is_signed = has_signed_jump(jump.opcode);
        if (is_long_[jump.offset]) {
            auto biased = static_cast<uint64_t>(far + (is_signed ? 0x4000 : 0));
            out.push_back(static_cast<uint8_t>(0x80 | (biased & 0x7F)));
            out.push_back(static_cast<uint8_t>(biased >> 7));
        } else {
            out.push_back(static_cast<uint8_t>(far + (is_signed ? 0x40 : 0)));
        }
        if (jump.extra >= 0) out.push_back(static_cast<uint8_t>(jump.extra));
    }

    std::span<const uint8_t> opcodes_;
    size_t base_;
    Bases bases_;
    std::vector<uint32_t> new_offsets_;  // by the old one
    std::vector<bool> is_long_;          // jumps with a distance of two bytes, by the old offset
};

void put_element(Bytes& out, std::span<const uint8_t> text, bool has_children) {
    put_varuint(out, uint64_t{text.size()} << 3 | (has_children ? 4 : 0));
    append(out, text);
}

// A bytecode element and its children with moved indexes.
void move_code(Bytes& out, const RawCode& code, const Bases& bases) {
    Prelude prelude = read_prelude(code.text, code.text_offset);
    Bytes info;
    put_varuint(info, prelude.name + bases.qstr);
    for (uint64_t name : prelude.argument_names) put_varuint(info, name + bases.qstr);

    Bytes text;
    append(text, code.text.first(prelude.signature.size));
    put_prelude_size(text, info.size(), prelude.opcodes - prelude.cells);
    append(text, info);
    append(text, code.text.subspan(prelude.cells, prelude.opcodes - prelude.cells));
    append(text, OpcodeMover(code.text.subspan(prelude.opcodes), code.text_offset + prelude.opcodes,
                             bases)
                     .run());
    put_element(out, text, code.has_children);
    if (!code.has_children) return;
    put_varuint(out, code.children.size());
    for (const RawCode& child : code.children) move_code(out, child, bases);
}

// Makes a function of each child and calls it; returns None.
Bytes outer_element(size_t n_children) {
    constexpr uint8_t kMakeFunction = 0x32, kCallFunction = 0x34, kPopTop = 0x59;
    constexpr uint8_t kLoadConstNone = 0x51, kReturnValue = 0x63;
    Bytes text = {0x00};  // signature: one stack slot, no arguments
    put_prelude_size(text, 1, 0);
    text.push_back(0);  // its name is qstr 0, the name of the file
    for (size_t i = 0; i < n_children; i++) {
        text.push_back(kMakeFunction);
        put_varuint(text, i);
        text.insert(text.end(), {kCallFunction, 0, kPopTop});
    }
    text.insert(text.end(), {kLoadConstNone, kReturnValue});
    return text;
}

[[noreturn]] void fail(const Part& part, std::string text, std::string hint = {}) {
    throw Error(Finding{part.name, std::move(text), std::move(hint)});
}

std::vector<Part> read_parts(std::span<const MergeInput> inputs) {
    std::vector<Part> parts;
    for (const MergeInput& input : inputs) {
        try {
            parts.push_back({input.name, input.bytes, decode_mpy(input.bytes)});
        } catch (const Error& error) {
            Finding message = error.findings().front();
            message.where = input.name;
            throw Error(std::move(message));
        }
    }
    auto is_native = [](const Part& part) { return has_native_code(part.file.code); };
    auto native = std::ranges::find_if(parts, is_native);
    if (native == parts.end()) return parts;
    auto second = std::find_if(native + 1, parts.end(), is_native);
    if (second != parts.end()) {
        fail(*second, fmt::format("has machine code, and so has {}", native->name),
             "link the objects of both into one native module");
    }
    std::rotate(parts.begin(), native, native + 1);
    return parts;
}

}  // namespace

std::vector<uint8_t> merge_mpy(std::span<const MergeInput> inputs) {
    if (inputs.empty()) throw Error("nothing to merge");
    std::vector<Part> parts = read_parts(inputs);
    if (parts.size() == 1) return {parts[0].bytes.begin(), parts[0].bytes.end()};

    // A part without machine code may name any architecture: only the first one's header counts.
    const MpyFile& first = parts[0].file;
    bool native = has_native_code(first.code);
    int small_int_bits = 0;
    uint64_t n_qstrs = 0, n_objects = 0;
    for (const Part& part : parts) {
        small_int_bits = std::max(small_int_bits, part.file.small_int_bits);
        n_qstrs += part.file.qstrs.size();
        n_objects += part.file.objects.size();
    }
    Bytes out = {'M', 6, native ? first.feature_byte : uint8_t{0},
                 static_cast<uint8_t>(small_int_bits)};
    if (native && first.has_arch_flags) put_varuint(out, first.arch_flags);
    put_varuint(out, n_qstrs);
    put_varuint(out, n_objects);
    for (const Part& part : parts) {
        append(out, part.bytes.subspan(part.file.qstrs_offset,
                                       part.file.objects_offset - part.file.qstrs_offset));
    }
    for (const Part& part : parts) {
        append(out, part.bytes.subspan(part.file.objects_offset,
                                       part.file.code.offset - part.file.objects_offset));
    }
    put_element(out, outer_element(parts.size()), true);
    put_varuint(out, parts.size());
    append(out, parts[0].bytes.subspan(first.code.offset, first.code.end - first.code.offset));
    Bases bases{first.qstrs.size(), first.objects.size()};
    for (const Part& part : std::span(parts).subspan(1)) {
        try {
            move_code(out, part.file.code, bases);
        } catch (const Error& error) {
            fail(part, error.what());
        }
        bases.qstr += part.file.qstrs.size();
        bases.object += part.file.objects.size();
    }
    return out;
}

}  // namespace natmod::mpy
