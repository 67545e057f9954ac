// SPDX-License-Identifier: MIT
// Bytecode, and where machine code begins.

#include <algorithm>

#include "abi/entry_jump.h"
#include "mpy/bytecode.h"
#include "mpy/verify_parts.h"

namespace natmod::mpy {
namespace {

void check_qstr(Verification& verification, const RawCode& code, uint64_t index,
                std::string_view what) {
    size_t count = verification.file.qstrs.size();
    if (index < count) return;
    verification.error("code at byte {}: {} is qstr {} of {}", code.offset, what, index, count);
}

void check_names(Verification& verification, const RawCode& code, const Prelude& prelude) {
    check_qstr(verification, code, prelude.name, "the function's name");
    for (uint64_t name : prelude.argument_names)
        check_qstr(verification, code, name, "an argument's name");
}

}  // namespace

void verify_bytecode(Verification& verification, const RawCode& code) {
    Prelude prelude = read_prelude(code.text, code.text_offset);
    check_names(verification, code, prelude);
    size_t base = code.text_offset + prelude.opcodes;
    auto opcodes = code.text.subspan(prelude.opcodes);
    if (opcodes.empty()) {
        verification.error("code at byte {}: no instructions", code.offset);
        return;
    }
    std::vector<bool> starts(opcodes.size());
    for_each_instruction(
        opcodes, base, [&](const Instruction& instruction) { starts[instruction.offset] = true; });
    for_each_instruction(opcodes, base, [&](const Instruction& instruction) {
        auto limit = [&](size_t size, std::string_view what) {
            if (static_cast<uint64_t>(instruction.value) < size) return;
            verification.error("{} at byte {}: {} {} of {}", opcode_name(instruction.opcode),
                               base + instruction.offset, what, instruction.value, size);
        };
        if (instruction.operand == Operand::qstr) limit(verification.file.qstrs.size(), "qstr");
        if (instruction.operand == Operand::object)
            limit(verification.file.objects.size(), "object");
        if (instruction.operand == Operand::child) limit(code.children.size(), "child");
        auto target = static_cast<uint64_t>(instruction.value);
        if (instruction.operand == Operand::jump && (target >= starts.size() || !starts[target])) {
            verification.error("{} at byte {}: jumps to {}, where no instruction starts",
                               opcode_name(instruction.opcode), base + instruction.offset,
                               instruction.value);
        }
    });
}

// Compilers of Python write it last, so a place in the middle of other code is not one.
void verify_prelude(Verification& verification, const RawCode& code) {
    auto start = static_cast<size_t>(code.prelude_offset);
    Prelude prelude = read_prelude(code.text.subspan(start), code.text_offset + start);
    check_names(verification, code, prelude);
    if (start + prelude.opcodes != code.text.size())
        verification.error("code at byte {}: its prelude is not at the end of it", code.offset);
}

void verify_entry(Verification& verification, const RawCode& code, const StartData& start) {
    auto size = static_cast<int64_t>(code.text.size());
    int64_t entry = 0;
    if (auto target = abi::entry_jump(verification.file.arch, code.text)) {
        entry = *target;
        if (entry <= 0 || entry >= size) {
            verification.error(
                "code at byte {}: the first instruction jumps to text{:+#x}, outside text",
                code.offset, entry);
            return;
        }
    }
    auto late = late_words(verification, code, start);
    for (int64_t at : {int64_t{0}, entry}) {
        Place place{false, static_cast<uint64_t>(at) / static_cast<uint64_t>(verification.word)};
        if (!late.contains(place)) continue;
        verification.error("code at byte {}: the import changes word {} of text, which it runs",
                           code.offset, place.second);
    }
    if (!start.fixups || start.fixups->is_chain || start.fixups->of_child) return;
    auto stream = static_cast<int64_t>(start.fixups->offset);
    if (entry >= stream) {
        verification.error("code at byte {}: the first instruction jumps into the fix-ups",
                           code.offset);
    }
}

}  // namespace natmod::mpy
