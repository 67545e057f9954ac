#include "mpy/verify.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "abi/entry_jump.h"
#include "abi/static_qstrs.h"
#include "base/error.h"
#include "mpy/bytecode.h"
#include "mpy/compat.h"
#include "mpy/describe.h"
#include "mpy/firmware_record.h"
#include "mpy/fixups.h"
#include "mpy/packed_globals.h"

namespace natmod::mpy {
namespace {

constexpr size_t kMaxQstrLength = 255;  // hosts with one-byte qstr lengths, the default

class Verifier {
  public:
    explicit Verifier(const MpyFile& file) : file_(file), word_(word_size_of(file.arch)) {}

    std::vector<Problem> run() {
        header();
        for (size_t i = 0; i < file_.qstrs.size(); i++) qstr(i);
        for (const MpyObject& entry : file_.objects) object(entry);
        code(file_.code);
        if (file_.checksum == Checksum::wrong)
            error("the checksum is another: the file is damaged");
        if (file_.trailing_bytes != 0) {
            error("{} bytes follow the end of the code", file_.trailing_bytes);
        }
        return std::move(problems_);
    }

  private:
    template <typename... Args>
    void error(fmt::format_string<Args...> text, Args&&... args) {
        problems_.push_back({fmt::format(text, std::forward<Args>(args)...)});
    }
    template <typename... Args>
    void warning(fmt::format_string<Args...> text, Args&&... args) {
        problems_.push_back({fmt::format(text, std::forward<Args>(args)...), true});
    }

    void header() {
        Acceptance acceptance = who_accepts(file_);
        for (const std::string& note : acceptance.notes) {
            if (acceptance.releases.empty()) error("header: {}", note);
        }
        if (acceptance.releases.empty() && acceptance.notes.empty()) {
            error("header: no release accepts {} with sub-version {}", arch_name(file_.arch),
                  file_.abi);
        }
        if (file_.arch == 0 && has_native_code(file_.code)) {
            error("header: names no architecture, but there is machine code");
        }
        if (file_.qstrs.empty()) error("qstr table: no entry 0, the file name");
    }

    void qstr(size_t index) {
        const MpyQstr& qstr = file_.qstrs[index];
        if (qstr.is_static) {
            if (qstr.number == 0 || qstr.number > abi::kStaticQstrs) {
                error("qstr {}: static number {} is not in 1 to {}", index, qstr.number,
                      abi::kStaticQstrs);
            }
            return;
        }
        if (qstr.text.size() > kMaxQstrLength) {
            error("qstr {}: {} bytes long, most firmware allows {}", index, qstr.text.size(),
                  kMaxQstrLength);
        }
        if (qstr.terminator != 0) error("qstr {}: no zero byte after the text", index);
    }

    void object(const MpyObject& object) {
        if (object.terminator != 0) {
            error("constant object at byte {}: no zero byte after the text", object.offset);
        }
        if (object.kind == ObjectKind::fun_table && file_.arch == 0) {
            error("constant object at byte {}: the function table, in a bytecode file",
                  object.offset);
        }
        for (const MpyObject& item : object.items) this->object(item);
    }

    // `starter`: the fix-ups that the element around it has for this one.
    void code(const RawCode& code, const std::optional<FixupStream>& starter = {}) {
        if (code.has_children && code.children.empty()) {
            warning("code at byte {}: announces children and has none", code.offset);
        }
        std::optional<FixupStream> fixups;
        if (code.kind != CodeKind::bytecode) fixups = find_fixups(code, word_);
        try {
            switch (code.kind) {
                case CodeKind::bytecode:
                    bytecode(code);
                    break;
                case CodeKind::native_py: {
                    auto start = static_cast<size_t>(code.prelude_offset);
                    names(code, read_prelude(code.text.subspan(start), code.text_offset + start));
                    native(code);
                    break;
                }
                case CodeKind::native_viper:
                case CodeKind::native_asm:
                    native(code);
                    break;
            }
            if (code.kind != CodeKind::bytecode) relocs(code, starter ? starter : fixups);
            if (fixups) this->fixups(code, *fixups);
            globals(code);
            if (is_starter(code)) this->starter(code, fixups);
        } catch (const Error& problem) {
            error("{}", problem.what());
        }
        if (!is_starter(code)) fixups.reset();
        for (const RawCode& child : code.children) this->code(child, fixups);
    }

    void starter(const RawCode& code, const std::optional<FixupStream>& fixups) {
        if (file_.objects.empty() || file_.objects[0].kind != ObjectKind::fun_table) {
            error("code at byte {}: needs the function table as constant object 0", code.offset);
        }
        auto globals = find_packed_globals(code, file_);
        if (!fixups && !globals) {
            error("code at byte {}: its fix-ups cannot be read", code.offset);
            return;
        }
        if (fixups) anchor(code, fixups->anchor);
        if (globals && globals->tables_in_ram) anchor(code, globals->anchor);
    }

    // What start code takes for the RAM block's address.
    void anchor(const RawCode& starter, uint64_t word) {
        const RawCode& module = starter.children[0];
        if (module.bss_size + module.rodata.size() == 0) return;
        auto is_anchor = [&](const MpyReloc& reloc) {
            return !reloc.in_rodata && reloc.word == word && addend(module, reloc);
        };
        if (std::ranges::none_of(expand_relocs(module, word_), is_anchor)) {
            error("code at byte {}: word {} of text does not hold the start of the RAM block",
                  starter.offset, word);
        }
    }

    // The dict that start code makes must hold objects of the module's.
    void globals(const RawCode& code) {
        auto globals = find_packed_globals(code, file_);
        if (!globals) return;
        const RawCode& module = globals->of_child ? code.children[0] : code;
        uint64_t size = globals->tables_in_ram ? padded_bss(module, word_) + module.rodata.size()
                                               : module.text.size();
        auto word = static_cast<uint64_t>(word_);
        for (const PackedGlobals::Builtin& builtin : globals->builtins) {
            if ((builtin.word + 1) * word <= module.text.size()) continue;
            error("code at byte {}: word {} of text, for builtins.{}, is outside", code.offset,
                  builtin.word, text_of(file_.qstrs[builtin.qstr]));
        }
        for (const PackedGlobals::Value& value : globals->values) {
            if (value.kind == PackedKind::integer) continue;
            auto offset = static_cast<uint64_t>(value.value);
            if (offset % sizeof(uint32_t) == 0 && offset + word <= size) continue;
            error("code at byte {}: its globals hold {}, which is outside", code.offset,
                  describe(*globals, value));
        }
    }

    // A damaged record would make the module read anywhere before it refuses a firmware.
    void firmware(const RawCode& code) {
        constexpr uint32_t kMostWords = 256;
        auto record = find_firmware(code);
        if (!record) return;
        auto is_long = [](const FirmwareSpan& span) { return span.count > kMostWords; };
        auto size = static_cast<int64_t>(function_table_size(file_.abi)) * word_;
        if (!record->is_complete || record->spans.empty() ||
            std::ranges::any_of(record->spans, is_long)) {
            error("code at byte {}: the record of its firmware cannot be read", code.offset);
            return;
        }
        const FirmwareSpan& first = record->spans[0];
        if (!first.pointers || first.distance < 0 ||
            first.distance + int64_t{first.count} * word_ > size) {
            error(
                "code at byte {}: the record of its firmware does not begin with the function "
                "table",
                code.offset);
        }
    }

    void names(const RawCode& code, const Prelude& prelude) {
        qstr_index(code, prelude.name, "the function's name");
        for (uint64_t name : prelude.argument_names) qstr_index(code, name, "an argument's name");
    }

    void qstr_index(const RawCode& code, uint64_t index, std::string_view what) {
        if (index < file_.qstrs.size()) return;
        error("code at byte {}: {} is qstr {} of {}", code.offset, what, index, file_.qstrs.size());
    }

    void bytecode(const RawCode& code) {
        Prelude prelude = read_prelude(code.text, code.text_offset);
        names(code, prelude);
        auto instructions = read_instructions(code.text.subspan(prelude.opcodes),
                                              code.text_offset + prelude.opcodes);
        if (instructions.empty()) {
            error("code at byte {}: no instructions", code.offset);
            return;
        }
        std::set<int64_t> starts;
        for (const auto& instruction : instructions) {
            starts.insert(static_cast<int64_t>(instruction.offset));
        }
        for (const auto& instruction : instructions) {
            auto limit = [&](size_t size, std::string_view what) {
                if (static_cast<uint64_t>(instruction.value) < size) return;
                error("{} at byte {}: {} {} of {}", opcode_name(instruction.opcode),
                      code.text_offset + prelude.opcodes + instruction.offset, what,
                      instruction.value, size);
            };
            if (instruction.operand == Operand::qstr) limit(file_.qstrs.size(), "qstr");
            if (instruction.operand == Operand::object) limit(file_.objects.size(), "object");
            if (instruction.operand == Operand::child) limit(code.children.size(), "child");
            if (instruction.operand == Operand::jump && !starts.contains(instruction.value)) {
                error("{} at byte {}: jumps to {}, where no instruction starts",
                      opcode_name(instruction.opcode),
                      code.text_offset + prelude.opcodes + instruction.offset, instruction.value);
            }
        }
    }

    void native(const RawCode& code) {
        if (code.text.empty()) error("code at byte {}: no machine code", code.offset);
        firmware(code);
        bool viper = code.kind == CodeKind::native_viper;
        if (viper && (code.scope_flags & 0xF) != 0) {
            error("code at byte {}: function flags 0x{:x} on a module's entry point", code.offset,
                  code.scope_flags & 0xF);
        }
        if (viper && code.scope_flags >> 7 != 0) {
            error("code at byte {}: unknown scope flags 0x{:x}", code.offset, code.scope_flags);
        }
        if (auto target = abi::entry_jump(file_.arch, code.text)) {
            if (*target <= 0 || *target >= static_cast<int64_t>(code.text.size())) {
                error("code at byte {}: the first instruction jumps to text{:+#x}, outside text",
                      code.offset, *target);
            }
        }
    }

    uint64_t words(const RawCode& code, bool in_rodata) const {
        return (in_rodata ? code.rodata : code.text).size() / static_cast<size_t>(word_);
    }

    void relocs(const RawCode& code, const std::optional<FixupStream>& fixups) {
        bool inside = true;
        std::set<std::pair<bool, uint64_t>> links;  // words of chains, which hold no distances
        if (fixups && fixups->is_chain) {
            uint64_t bss = padded_bss(code, word_) / static_cast<uint64_t>(word_);
            for (const Fixup& fixup : fixups->fixups)
                links.insert({fixup.in_ram, fixup.word - (fixup.in_ram ? bss : 0)});
        }
        for (const RelocRun& run : code.relocs) {
            if (run.word + run.count > words(code, run.in_rodata)) {
                error("relocation at byte {}: word {} of {} words of {}", run.offset,
                      run.word + run.count - 1, words(code, run.in_rodata),
                      run.in_rodata ? "rodata" : "text");
                inside = false;
            }
            destination(code, run);
        }
        if (!inside) return;  // the words below cannot be read
        std::set<std::pair<bool, uint32_t>> seen;
        bool anchored = false;
        for (const MpyReloc& reloc : expand_relocs(code, word_)) {
            if (!seen.insert({reloc.in_rodata, reloc.word}).second) {
                error("relocation: word {} of {} is relocated twice", reloc.word,
                      reloc.in_rodata ? "rodata" : "text");
            }
            if (!links.contains({reloc.in_rodata, reloc.word})) anchored |= addend(code, reloc);
        }
        bool has_data = code.bss_size + code.rodata.size() != 0;
        if (has_data && !anchored) {
            warning(
                "code at byte {}: no word of text holds the start of the RAM block, so some boards "
                "may free it",
                code.offset);
        }
    }

    void destination(const RawCode& code, const RelocRun& run) {
        if (run.destination == kRelocRodata && code.rodata.empty()) {
            error("relocation at byte {}: refers to rodata, and there is none", run.offset);
        }
        if (run.destination == kRelocBss && code.bss_size == 0) {
            error("relocation at byte {}: refers to bss, and there is none", run.offset);
        }
        if (run.destination >= kRelocFunTableEntry) {
            table_entry(static_cast<uint64_t>(run.destination - kRelocFunTableEntry), "relocation",
                        run.offset);
        }
    }

    void table_entry(uint64_t entry, std::string_view what, size_t offset) {
        auto size = static_cast<uint64_t>(function_table_size(file_.abi));
        if (entry < size) return;
        error("{} at byte {}: function-table entry {}, sub-version {} has {}", what, offset, entry,
              file_.abi, size);
    }

    // Checks the distance that the word already holds. True if the word will be the GC's anchor.
    bool addend(const RawCode& code, const MpyReloc& reloc) {
        if (reloc.destination > kRelocBss) return false;
        auto block = reloc.in_rodata ? code.rodata : code.text;
        uint64_t value = word_at(block, reloc.word, word_);
        uint64_t size = reloc.destination == kRelocText ? code.text.size()
                        : reloc.destination == kRelocRodata
                            ? code.rodata.size()
                            : padded_bss(code, word_) + code.rodata.size();
        if (value > size) {
            warning("relocation: word {} of {} points outside its block (0x{:x} of 0x{:x} bytes)",
                    reloc.word, reloc.in_rodata ? "rodata" : "text", value, size);
        }
        int first = code.bss_size != 0 ? kRelocBss : kRelocRodata;
        return !reloc.in_rodata && reloc.destination == first && value == 0;
    }

    void fixups(const RawCode& code, const FixupStream& stream) {
        size_t at = code.text_offset + stream.offset;
        auto qref = [&](uint64_t value) {
            bool known =
                value <= abi::kStaticQstrs
                    ? value != 0
                    : value == kFirstQstr || value - abi::kStaticQstrs < file_.qstrs.size();
            if (!known)
                error("fix-ups at byte {}: qstr reference {} is not in the table", at, value);
        };
        for (const FixupBuiltin& builtin : stream.builtins) {
            bool by_entry = builtin.how == FIND_TYPE_OF_ENTRY || builtin.how == FIND_TYPE_SLOT;
            bool of_slot = builtin.how == FIND_TYPE_SLOT || builtin.how == FIND_BUILTIN_SLOT;
            if (by_entry) {
                table_entry(builtin.a, "fix-ups", at);
            } else if (builtin.how != FIND_MODULE_TYPE) {
                qref(builtin.a);
            }
            if (builtin.how == FIND_MODULE_ATTR) qref(builtin.b);
            if (of_slot && builtin.b > 11) error("fix-ups at byte {}: type slot {}", at, builtin.b);
        }
        std::set<std::pair<bool, uint64_t>> seen;
        for (const Fixup& fixup : stream.fixups) {
            std::string_view block = fixup.in_ram ? "RAM" : "text";
            if (fixup.kind <= FIXUP_TYPE_NAME) qref(fixup.operand);
            if (fixup.kind == FIXUP_ENTRY) table_entry(fixup.operand, "fix-ups", at);
            if (fixup.kind == FIXUP_FOUND && fixup.operand >= stream.builtins.size()) {
                error("fix-ups at byte {}: builtin {} of {}", at, fixup.operand,
                      stream.builtins.size());
            }
            if (!seen.insert({fixup.in_ram, fixup.word}).second) {
                error("fix-ups at byte {}: word {} of {} is patched twice", at, fixup.word, block);
            }
        }
    }

    const MpyFile& file_;
    int word_;
    std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> verify_mpy(const MpyFile& file) {
    return Verifier(file).run();
}

}  // namespace natmod::mpy
