// SPDX-License-Identifier: MIT
// The JSON form of `natmod inspect`.

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "abi/entry_jump.h"
#include "base/error.h"
#include "base/json_writer.h"
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

using nlohmann::json;

class JsonPrinter {
  public:
    JsonPrinter(const MpyFile& file, const PrintOptions& options, const Write& write)
        : file_(file),
          options_(options),
          out_(write, 2),
          word_(static_cast<size_t>(word_size_of(file.arch))) {}

    void run() {
        Acceptance acceptance = who_accepts(file_);
        json members = {{"file", options_.name},
                        {"size", options_.size},
                        {"version", 6},
                        {"feature_byte", file_.feature_byte},
                        {"arch", arch_name(file_.arch)},
                        {"arch_number", file_.arch},
                        {"abi", file_.abi},
                        {"small_int_bits", file_.small_int_bits},
                        {"accepted_by",
                         {{"releases", acceptance.releases},
                          {"hosts", acceptance.hosts},
                          {"boards", acceptance.boards},
                          {"notes", acceptance.notes}}},
                        {"checksum", checksum()},
                        {"trailing_bytes", file_.trailing_bytes}};
        if (file_.has_arch_flags) members["arch_flags"] = file_.arch_flags;
        out_.object(members, {{"qstrs", [&] { list(file_.qstrs, &JsonPrinter::qstr); }},
                              {"objects", [&] { list(file_.objects, &JsonPrinter::object); }},
                              {"code", [&] { code(file_.code); }}});
    }

  private:
    template <typename Range, typename Element>
    void list(const Range& elements, void (JsonPrinter::*print)(const Element&)) {
        out_.open('[');
        for (const auto& element : elements) (this->*print)(element);
        out_.close();
    }

    void qstr(const MpyQstr& qstr) {
        json members = {{"text", text_of(qstr)}};
        if (qstr.is_static) members["static"] = qstr.number;
        out_.value(members);
    }

    void object(const MpyObject& object) {
        JsonWriter::Parts parts;
        if (object.kind == ObjectKind::tuple)
            parts["items"] = [&] {
                out_.open('[');
                for_each_item(object, [&](const MpyObject& item) { this->object(item); });
                out_.close();
            };
        else if (object.kind >= ObjectKind::str)
            parts["text"] = [&] { out_.text(object.text); };
        out_.object({{"kind", object_kind_name(object.kind)}}, parts);
    }

    void code(const RawCode& code) {
        json members = {{"kind", code_kind_name(code.kind)},
                        {"offset", code.offset},
                        {"text_offset", code.text_offset},
                        {"text_size", code.text.size()}};
        std::string name = function_name(code, file_);
        if (!name.empty()) members["name"] = name;
        JsonWriter::Parts parts = {{"children", [&] { list(code.children, &JsonPrinter::code); }}};
        if (code.kind != CodeKind::bytecode)
            native(code, std::move(members), std::move(parts));
        else
            bytecode(code, std::move(members), std::move(parts));
    }

    void native(const RawCode& code, json members, JsonWriter::Parts parts) {
        members["scope_flags"] = code.scope_flags;
        members["rodata_size"] = code.rodata.size();
        members["bss_size"] = code.bss_size;
        if (code.kind == CodeKind::native_py) members["prelude_offset"] = code.prelude_offset;
        if (code.kind == CodeKind::native_asm) {
            members["n_pos_args"] = code.n_pos_args;
            members["type_signature"] = code.type_signature;
        }
        if (auto target = abi::entry_jump(file_.arch, code.text)) members["entry"] = *target;
        parts["relocations"] = [&] { list(code.relocs, &JsonPrinter::relocation); };
        auto record = find_firmware(code);
        if (record) parts["firmware"] = [&] { firmware(*record); };
        auto stream = find_fixups(code, static_cast<int>(word_));
        if (stream) parts["fixups"] = [&] { fixups(*stream); };
        auto packed = find_packed_globals(code, file_);
        if (packed) parts["globals"] = [&] { globals(*packed); };
        if (options_.disassemble)
            parts["disassembly"] = [&] {
                auto instructions = stream ? code.text.first(stream->offset) : code.text;
                list(disassemble(file_.arch, instructions), &JsonPrinter::assembly);
            };
        out_.object(members, std::move(parts));
    }

    void relocation(const RelocRun& run) {
        out_.value({{"block", run.in_rodata ? "rodata" : "text"},
                    {"offset", run.word * word_},
                    {"count", run.count},
                    {"kind", run.destination},
                    {"adds", describe_destination(run.destination, file_.abi)}});
    }

    void assembly(const AssemblyLine& line) {
        out_.value({{"offset", line.offset}, {"text", line.text}});
    }

    json checksum() const {
        if (file_.checksum == Checksum::none) return nullptr;
        return checksum_word(file_.checksum);
    }

    void firmware(const FirmwareRecord& record) {
        out_.object({{"text", record.text}, {"table", record.table}},
                    {{"spans", [&] { list(record.spans, &JsonPrinter::span); }}});
    }

    void span(const FirmwareSpan& span) {
        out_.value({{"distance", span.distance},
                    {"count", span.count},
                    {"pointers", span.pointers},
                    {"sum", span.sum}});
    }

    void globals(const PackedGlobals& globals) {
        auto name = [&](size_t i) { return name_of_entry(globals, file_, i); };
        auto entries = [&] {
            out_.open('[');
            out_.value({{"name", name(0)}, {"value", text_of(file_.qstrs[globals.first_qstr])}});
            for (size_t i = 0; i < globals.values.size(); ++i)
                out_.value(
                    {{"name", name(i + 1)}, {"value", describe(globals, globals.values[i])}});
            out_.close();
        };
        auto words = [&](bool numbers) {
            out_.open('[');
            for (const PackedGlobals::Word& word : globals.words)
                if (word.is_number == numbers)
                    out_.value(
                        {{"offset", word.word * word_}, {"name", text_of(file_.qstrs[word.qstr])}});
            out_.close();
        };
        json members = {{"block", globals.in_rodata ? "rodata" : "text"},
                        {"offset", globals.offset}};
        if (globals.init) members["init"] = describe(globals, *globals.init);
        out_.object(members, {{"entries", entries},
                              {"builtins", [&] { words(false); }},
                              {"qstr_numbers", [&] { words(true); }}});
    }

    void fixups(const FixupStream& stream) {
        auto words = [&] {
            out_.open('[');
            for (const Fixup& fixup : stream.fixups)
                out_.value({{"block", fixup.in_ram ? "ram" : "text"},
                            {"offset", fixup.word * word_},
                            {"kind", static_cast<int>(fixup.kind)},
                            {"operand", fixup.operand},
                            {"adds", describe(fixup, stream, file_)}});
            out_.close();
        };
        out_.object({{"form", stream.is_chain ? "chain" : "stream"},
                     {"of_child", stream.of_child},
                     {"offset", stream.offset},
                     {"size", stream.size}},
                    {{"builtins", [&] { list(stream.builtins, &JsonPrinter::builtin); }},
                     {"words", words}});
    }

    void builtin(const FixupBuiltin& builtin) { out_.text(describe(builtin, file_)); }

    void bytecode(const RawCode& code, json members, JsonWriter::Parts parts) {
        if (!options_.disassemble) return out_.object(members, std::move(parts));
        std::span<const uint8_t> opcodes;  // none if they are broken
        size_t base = 0;
        auto instructions = [&] {
            out_.open('[');
            for_each_instruction(opcodes, base,
                                 [&](const Instruction& each) { instruction(each); });
            out_.close();
        };
        try {
            Prelude prelude = read_prelude(code.text, code.text_offset);
            members["n_pos_args"] = prelude.signature.n_pos_args;
            members["n_kwonly_args"] = prelude.signature.n_kwonly_args;
            parts["instructions"] = instructions;
            base = code.text_offset + prelude.opcodes;
            auto all = code.text.subspan(prelude.opcodes);
            for_each_instruction(all, base, [](const Instruction&) {});
            opcodes = all;
        } catch (const Error& error) {
            members["broken"] = error.what();
        }
        out_.object(members, std::move(parts));
    }

    void instruction(const Instruction& instruction) {
        json members = {{"offset", instruction.offset},
                        {"opcode", instruction.opcode},
                        {"name", opcode_name(instruction.opcode)}};
        if (instruction.operand != Operand::none) members["operand"] = instruction.value;
        if (instruction.extra >= 0) members["extra"] = instruction.extra;
        out_.value(members);
    }

    const MpyFile& file_;
    const PrintOptions& options_;
    JsonWriter out_;
    size_t word_;
};

}  // namespace

void print_json(const MpyFile& file, const PrintOptions& options, const Write& write) {
    JsonPrinter(file, options, write).run();
}

}  // namespace natmod::mpy
