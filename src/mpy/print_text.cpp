// SPDX-License-Identifier: MIT
// The text form of `natmod inspect`.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "abi/entry_jump.h"
#include "base/error.h"
#include "mpy/bytecode.h"
#include "mpy/compat.h"
#include "mpy/describe.h"
#include "mpy/disassemble.h"
#include "mpy/firmware_record.h"
#include "mpy/fixups.h"
#include "mpy/packed_globals.h"
#include "mpy/print.h"

namespace natmod::mpy {
namespace {

class TextPrinter {
  public:
    TextPrinter(const MpyFile& file, const PrintOptions& options, const Write& write)
        : file_(file),
          options_(options),
          write_(write),
          word_(static_cast<size_t>(word_size_of(file.arch))) {}

    void run() {
        header();
        tables();
        code(file_.code, "module");
        if (file_.checksum != Checksum::none) line("\nchecksum {}", checksum_word(file_.checksum));
        if (file_.trailing_bytes != 0) line("\n{} trailing bytes", file_.trailing_bytes);
    }

  private:
    template <typename... Args>
    void line(fmt::format_string<Args...> text, Args&&... args) {
        write_(fmt::format(text, std::forward<Args>(args)...) + '\n');
    }

    void header() {
        Acceptance acceptance = who_accepts(file_);
        std::string kind = "bytecode";
        if (file_.arch != 0) {
            std::string_view name = arch_name(file_.arch);
            kind = fmt::format(
                "{}, native ABI 6.{}",
                name.empty() ? fmt::format("architecture {}", file_.arch) : std::string(name),
                file_.abi);
        }
        line("{}: {}, {} bytes", options_.name, kind, options_.size);
        line("  header        version 6, feature byte 0x{:02x}, small ints {} bits",
             file_.feature_byte, file_.small_int_bits);
        if (file_.has_arch_flags) line("  arch flags    0x{:x}", file_.arch_flags);
        line("  accepted by   {}", acceptance.releases.empty()
                                       ? std::string("no release")
                                       : "MicroPython " + acceptance.releases);
        std::string hosts;
        for (const std::string& host : acceptance.hosts) hosts += (hosts.empty() ? "" : " ") + host;
        if (!hosts.empty()) line("  on hosts      {}", hosts);
        if (!acceptance.boards.empty()) line("  found on      {}", acceptance.boards);
        for (const std::string& note : acceptance.notes) line("  note          {}", note);
    }

    void tables() {
        line("\nqstrs ({})", file_.qstrs.size());
        for (size_t i = 0; i < file_.qstrs.size(); i++) {
            const MpyQstr& qstr = file_.qstrs[i];
            std::string number = qstr.is_static ? fmt::format("  static {}", qstr.number) : "";
            line("  {:4}  {}{}", i, in_quotes(text_of(qstr)), number);
        }
        if (file_.objects.empty()) return;
        line("\nobjects ({})", file_.objects.size());
        for (size_t i = 0; i < file_.objects.size(); i++) {
            const MpyObject& object = file_.objects[i];
            write_(fmt::format("  {:4}  {}  ", i, object_kind_name(object.kind)));
            describe(object, write_);
            write_("\n");
        }
    }

    // `path` says where in the tree the element is: "module", "module.0", "module.0.2".
    // `starter`: the fix-ups that the element around it has for this one.
    void code(const RawCode& code, const std::string& path,
              const std::optional<FixupStream>& starter = {}) {
        std::string name = function_name(code, file_);
        line("\n{}: {}{} at byte {}", path, code_kind_name(code.kind),
             name.empty() ? "" : " " + in_quotes(name), code.offset);
        line("  text          {} bytes at byte {}", code.text.size(), code.text_offset);
        std::optional<FixupStream> stream;
        if (code.kind == CodeKind::bytecode) {
            if (options_.disassemble) bytecode(code);
        } else {
            stream = find_fixups(code, static_cast<int>(word_));
            native(code, stream, starter);
        }
        if (!is_starter(code)) stream.reset();
        for (size_t i = 0; i < code.children.size(); i++) {
            this->code(code.children[i], fmt::format("{}.{}", path, i), stream);
        }
    }

    void native(const RawCode& code, const std::optional<FixupStream>& stream,
                const std::optional<FixupStream>& starter) {
        if (is_starter(code)) line("  starter       runs first; garbage after the import");
        if (code.scope_flags & kScopeRodata) line("  rodata        {} bytes", code.rodata.size());
        if (code.scope_flags & kScopeBss) line("  bss           {} bytes", code.bss_size);
        line("  scope flags   0x{:x}", code.scope_flags);
        if (code.kind == CodeKind::native_py)
            line("  prelude       text+0x{:x}", code.prelude_offset);
        if (code.kind == CodeKind::native_asm) {
            line("  arguments     {}, types 0x{:x}", code.n_pos_args, code.type_signature);
        }
        if (auto target = abi::entry_jump(file_.arch, code.text)) {
            line("  entry         jumps to text{:+#x}", *target);
        }
        if (!code.relocs.empty()) {
            line("  relocations ({} items)", code.relocs.size());
            for (const RelocRun& run : code.relocs) relocation(code, run);
        }
        if (auto firmware = find_firmware(code)) this->firmware(*firmware);
        if (auto globals = find_packed_globals(code, file_)) this->globals(*globals);
        if (stream) fixups(stream->of_child ? code.children[0] : code, *stream);
        if (options_.disassemble) assembly(code, stream, starter ? starter : stream);
    }

    void firmware(const FirmwareRecord& record) {
        std::string table = record.table == 0
                                ? "wherever its function table is"
                                : fmt::format("its function table at 0x{:x}", record.table);
        line("  firmware      only one: {}", record.text);
        line("    {}; compared before anything else runs:", table);
        for (const FirmwareSpan& span : record.spans)
            line("    table{:+#x}: {} {}, sum 0x{:08x}", span.distance, span.count,
                 span.pointers ? "pointers" : "words", span.sum);
    }

    void globals(const PackedGlobals& globals) {
        line("  globals ({} entries), packed at {}+0x{:x}", globals.entries(),
             globals.in_rodata ? "rodata" : "text", globals.offset);
        auto name = [&](size_t i) { return in_quotes(name_of_entry(globals, file_, i)); };
        line("    {}: {}", name(0), in_quotes(text_of(file_.qstrs[globals.first_qstr])));
        for (size_t i = 0; i < globals.values.size(); ++i)
            line("    {}: {}", name(i + 1), describe(globals, globals.values[i]));
        for (const PackedGlobals::Word& word : globals.words)
            line("    text+0x{:x} = {}", word.word * word_, describe(word, file_));
        if (globals.init) line("    calls {}", describe(globals, *globals.init));
    }

    void relocation(const RawCode& code, const RelocRun& run) {
        auto block = run.in_rodata ? code.rodata : code.text;
        std::string where =
            fmt::format("{}+0x{:x}", run.in_rodata ? "rodata" : "text", run.word * word_);
        std::string added = describe_destination(run.destination, file_.abi);
        if (run.count > 1) {
            line("    {}, {} words: += {}", where, run.count, added);
        } else if (run.word < block.size() / word_) {
            uint64_t content = word_at(block, run.word, static_cast<int>(word_));
            line("    {}: += {}{}", where, added,
                 content == 0 ? "" : fmt::format(", holds 0x{:x}", content));
        } else {
            line("    {}: += {} (outside)", where, added);
        }
    }

    // The offset that a pointer to a block adds to, as ", holds 0x10"; empty for other words.
    std::string holds(const RawCode& code, const Fixup& fixup) {
        if (fixup.kind != FIXUP_TEXT && fixup.kind != FIXUP_RAM) return {};
        uint64_t bss_words = padded_bss(code, static_cast<int>(word_)) / word_;
        if (fixup.in_ram && fixup.word < bss_words) return {};
        uint64_t content =
            fixup.in_ram ? word_at(code.rodata, fixup.word - bss_words, static_cast<int>(word_))
                         : word_at(code.text, fixup.word, static_cast<int>(word_));
        return content == 0 ? "" : fmt::format(", holds 0x{:x}", content);
    }

    // `code` is the element with the words.
    void fixups(const RawCode& code, const FixupStream& stream) {
        const char* of_child = stream.of_child ? " of the child" : "";
        if (stream.is_chain) {
            line("  fix-ups ({} words{}), in chains", stream.fixups.size(), of_child);
        } else {
            line("  fix-ups ({} words{}), stream of {} bytes at text+0x{:x}", stream.fixups.size(),
                 of_child, stream.size, stream.offset);
        }
        for (const Fixup& fixup : stream.fixups) {
            line("    {}+0x{:x}: += {}{}", fixup.in_ram ? "RAM" : "text", fixup.word * word_,
                 describe(fixup, stream, file_), holds(code, fixup));
        }
    }

    // What happens to the words of text, by offset, for notes beside the instructions.
    using Notes = std::multimap<uint64_t, std::string>;
    Notes notes_on_text(const RawCode& code, const std::optional<FixupStream>& stream) {
        Notes notes;
        try {
            for (const MpyReloc& reloc : expand_relocs(code, static_cast<int>(word_))) {
                if (reloc.in_rodata) continue;
                notes.emplace(reloc.word * word_,
                              describe_destination(reloc.destination, file_.abi));
            }
        } catch (const Error&) {
            // verify_mpy() reports it
        }
        if (!stream || is_starter(code)) return notes;
        for (const Fixup& fixup : stream->fixups) {
            if (!fixup.in_ram) notes.emplace(fixup.word * word_, describe(fixup, *stream, file_));
        }
        return notes;
    }

    // `stream` is at the end of the text, `fixups` changes its words; one or none of them.
    void assembly(const RawCode& code, const std::optional<FixupStream>& stream,
                  const std::optional<FixupStream>& fixups) {
        auto instructions = stream ? code.text.first(stream->offset) : code.text;
        if (code.kind == CodeKind::native_py) {
            instructions = code.text.first(static_cast<size_t>(code.prelude_offset));
        }
        auto lines = disassemble(file_.arch, instructions);
        if (lines.empty()) {
            line("  disassembly: none of these programs is here: {}",
                 disassembler_names(file_.arch));
            return;
        }
        line("  disassembly");
        Notes notes = notes_on_text(code, fixups);
        auto note = notes.begin();
        uint64_t shown = 0;  // everything before this offset is on the screen
        for (size_t i = 0; i < lines.size(); i++) {
            uint64_t begin = lines[i].offset;
            uint64_t end = i + 1 < lines.size() ? lines[i + 1].offset : instructions.size();
            bool noted = note != notes.end() && note->first < end;
            // A patched word is data, unless it lies within an instruction, as an operand. objdump
            // reads it as instructions and may get out of step.
            bool is_operand = noted && note->first > begin && note->first + word_ <= end;
            if (begin >= shown && (!noted || is_operand)) {
                line("    {:6x}: {}", begin, lines[i].text);
                for (; note != notes.end() && note->first < end; ++note) {
                    line("            ; in it at 0x{:x}: += {}", note->first, note->second);
                }
                shown = end;
                continue;
            }
            for (; note != notes.end() && note->first < end; ++note) {
                raw_bytes(code, shown, note->first);
                uint64_t word = word_at(code.text, note->first / word_, static_cast<int>(word_));
                line("    {:6x}: .word 0x{:x} += {}", note->first, word, note->second);
                shown = note->first + word_;
            }
            raw_bytes(code, shown, end);
            shown = std::max(shown, end);
        }
    }

    void raw_bytes(const RawCode& code, uint64_t begin, uint64_t end) {
        if (begin >= end) return;
        std::string bytes;
        for (uint64_t i = begin; i < end; i++) {
            bytes += fmt::format(" {:02x}", code.text[i]);
        }
        line("    {:6x}: .byte{}", begin, bytes);
    }

    // Of an instruction; but for an object of the table.
    std::string operand(const Instruction& instruction, const RawCode& code) {
        auto index = static_cast<uint64_t>(instruction.value);
        std::string extra =
            instruction.extra < 0 ? "" : fmt::format(" extra={}", instruction.extra);
        switch (instruction.operand) {
            case Operand::none:
                return "";
            case Operand::qstr:
                if (index >= file_.qstrs.size()) return fmt::format(" qstr {} (outside)", index);
                return " " + in_quotes(text_of(file_.qstrs[static_cast<size_t>(index)]));
            case Operand::object:
                if (index < file_.objects.size()) return " ";
                return fmt::format(" object {} (outside)", index);
            case Operand::child: {
                if (index >= code.children.size()) {
                    return fmt::format(" child {} (outside){}", index, extra);
                }
                std::string name = function_name(code.children[static_cast<size_t>(index)], file_);
                return fmt::format(" child {}{}{}", index,
                                   name.empty() ? "" : " " + in_quotes(name), extra);
            }
            case Operand::jump:
                return fmt::format(" -> {}{}", instruction.value, extra);
            case Operand::number:
                break;
        }
        return fmt::format(" {}{}", instruction.value, extra);
    }

    // The list of constants has the whole of it; any number of instructions may name a large one.
    void operand_object(const MpyObject& object) {
        constexpr size_t kLongest = 1000;
        if (object.text.size() <= kLongest) return describe(object, write_);
        write_(fmt::format("{} of {} bytes", object_kind_name(object.kind), object.text.size()));
    }

    void bytecode(const RawCode& code) {
        try {
            Prelude prelude = read_prelude(code.text, code.text_offset);
            const CodeSignature& signature = prelude.signature;
            line(
                "  signature     {} positional ({} default), {} keyword-only, stack {}, "
                "exceptions {}, flags 0x{:x}",
                signature.n_pos_args, signature.n_def_pos_args, signature.n_kwonly_args,
                signature.n_state, signature.n_exc_stack, signature.scope_flags);
            auto opcodes = code.text.subspan(prelude.opcodes);
            size_t base = code.text_offset + prelude.opcodes;
            for_each_instruction(opcodes, base, [](const Instruction&) {});  // all are good
            LineTable lines(code.text, prelude);
            for_each_instruction(opcodes, base, [&](const Instruction& instruction) {
                size_t source_line = lines.starting_up_to(instruction.offset);
                write_(fmt::format("    {:10}{:5}  {}{}",
                                   source_line != 0 ? fmt::format("line {}", source_line) : "",
                                   instruction.offset, opcode_name(instruction.opcode),
                                   operand(instruction, code)));
                auto index = static_cast<uint64_t>(instruction.value);
                if (instruction.operand == Operand::object && index < file_.objects.size())
                    operand_object(file_.objects[static_cast<size_t>(index)]);
                write_("\n");
            });
        } catch (const Error& error) {
            line("  broken: {}", error.what());
        }
    }

    const MpyFile& file_;
    const PrintOptions& options_;
    const Write& write_;
    size_t word_;
};

}  // namespace

void print_text(const MpyFile& file, const PrintOptions& options, const Write& write) {
    TextPrinter(file, options, write).run();
}

}  // namespace natmod::mpy
