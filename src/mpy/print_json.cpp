// SPDX-License-Identifier: MIT
// The JSON form of `natmod inspect`.

#include <fmt/core.h>

#include <nlohmann/json.hpp>

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

using nlohmann::json;

class JsonPrinter {
  public:
    JsonPrinter(const MpyFile& file, const PrintOptions& options)
        : file_(file), options_(options), word_(static_cast<size_t>(word_size_of(file.arch))) {}

    json run() const {
        Acceptance acceptance = who_accepts(file_);
        json result = {{"file", options_.name},
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
        if (file_.has_arch_flags) result["arch_flags"] = file_.arch_flags;
        result["qstrs"] = json::array();
        for (const MpyQstr& qstr : file_.qstrs) {
            json entry = {{"text", text_of(qstr)}};
            if (qstr.is_static) entry["static"] = qstr.number;
            result["qstrs"].push_back(std::move(entry));
        }
        result["objects"] = json::array();
        for (const MpyObject& entry : file_.objects) result["objects"].push_back(object(entry));
        result["code"] = code(file_.code);
        return result;
    }

  private:
    json object(const MpyObject& object) const {
        json result = {{"kind", object_kind_name(object.kind)}};
        if (object.kind == ObjectKind::tuple) {
            result["items"] = json::array();
            for (const MpyObject& item : object.items) {
                result["items"].push_back(this->object(item));
            }
        } else if (object.kind >= ObjectKind::str) {
            result["text"] = object.text;
        }
        return result;
    }

    json code(const RawCode& code) const {
        json result = {{"kind", code_kind_name(code.kind)},
                       {"offset", code.offset},
                       {"text_offset", code.text_offset},
                       {"text_size", code.text.size()}};
        std::string name = function_name(code, file_);
        if (!name.empty()) result["name"] = name;
        if (code.kind == CodeKind::bytecode) {
            if (options_.disassemble) bytecode(code, result);
        } else {
            native(code, result);
        }
        result["children"] = json::array();
        for (const RawCode& child : code.children) result["children"].push_back(this->code(child));
        return result;
    }

    void native(const RawCode& code, json& result) const {
        result["scope_flags"] = code.scope_flags;
        result["rodata_size"] = code.rodata.size();
        result["bss_size"] = code.bss_size;
        if (code.kind == CodeKind::native_py) result["prelude_offset"] = code.prelude_offset;
        if (code.kind == CodeKind::native_asm) {
            result["n_pos_args"] = code.n_pos_args;
            result["type_signature"] = code.type_signature;
        }
        if (auto target = abi::entry_jump(file_.arch, code.text)) result["entry"] = *target;
        result["relocations"] = json::array();
        for (const RelocRun& run : code.relocs) {
            result["relocations"].push_back(
                {{"block", run.in_rodata ? "rodata" : "text"},
                 {"offset", run.word * word_},
                 {"count", run.count},
                 {"kind", run.destination},
                 {"adds", describe_destination(run.destination, file_.abi)}});
        }
        if (auto record = find_firmware(code)) result["firmware"] = firmware(*record);
        auto stream = find_fixups(code, static_cast<int>(word_));
        if (stream) result["fixups"] = fixups(*stream);
        if (auto packed = find_packed_globals(code, file_)) result["globals"] = globals(*packed);
        if (!options_.disassemble) return;
        result["disassembly"] = json::array();
        auto instructions = stream ? code.text.first(stream->offset) : code.text;
        for (const AssemblyLine& line : disassemble(file_.arch, instructions)) {
            result["disassembly"].push_back({{"offset", line.offset}, {"text", line.text}});
        }
    }

    json checksum() const {
        if (file_.checksum == Checksum::none) return nullptr;
        return checksum_word(file_.checksum);
    }

    static json firmware(const FirmwareRecord& record) {
        json spans = json::array();
        for (const FirmwareSpan& span : record.spans)
            spans.push_back({{"distance", span.distance},
                             {"count", span.count},
                             {"pointers", span.pointers},
                             {"sum", span.sum}});
        return {{"text", record.text}, {"table", record.table}, {"spans", spans}};
    }

    json globals(const PackedGlobals& globals) const {
        auto name = [&](size_t i) { return name_of_entry(globals, file_, i); };
        json entries =
            json::array({{{"name", name(0)}, {"value", text_of(file_.qstrs[globals.first_qstr])}}});
        for (size_t i = 0; i < globals.values.size(); ++i)
            entries.push_back(
                {{"name", name(i + 1)}, {"value", describe(globals, globals.values[i])}});
        json builtins = json::array(), numbers = json::array();
        for (const PackedGlobals::Word& word : globals.words)
            (word.is_number ? numbers : builtins)
                .push_back(
                    {{"offset", word.word * word_}, {"name", text_of(file_.qstrs[word.qstr])}});
        json result = {{"block", globals.in_rodata ? "rodata" : "text"},
                       {"offset", globals.offset},
                       {"entries", entries},
                       {"builtins", builtins},
                       {"qstr_numbers", numbers}};
        if (globals.init) result["init"] = describe(globals, *globals.init);
        return result;
    }

    json fixups(const FixupStream& stream) const {
        json words = json::array(), builtins = json::array();
        for (const Fixup& fixup : stream.fixups) {
            words.push_back({{"block", fixup.in_ram ? "ram" : "text"},
                             {"offset", fixup.word * word_},
                             {"kind", static_cast<int>(fixup.kind)},
                             {"operand", fixup.operand},
                             {"adds", describe(fixup, stream, file_)}});
        }
        for (const FixupBuiltin& builtin : stream.builtins) {
            builtins.push_back(describe(builtin, file_));
        }
        return {{"form", stream.is_chain ? "chain" : "stream"},
                {"of_child", stream.of_child},
                {"offset", stream.offset},
                {"size", stream.size},
                {"builtins", builtins},
                {"words", words}};
    }

    void bytecode(const RawCode& code, json& result) const {
        try {
            Prelude prelude = read_prelude(code.text, code.text_offset);
            result["n_pos_args"] = prelude.signature.n_pos_args;
            result["n_kwonly_args"] = prelude.signature.n_kwonly_args;
            result["instructions"] = json::array();
            for (const Instruction& instruction : read_instructions(
                     code.text.subspan(prelude.opcodes), code.text_offset + prelude.opcodes)) {
                json entry = {{"offset", instruction.offset},
                              {"opcode", instruction.opcode},
                              {"name", opcode_name(instruction.opcode)}};
                if (instruction.operand != Operand::none) entry["operand"] = instruction.value;
                if (instruction.extra >= 0) entry["extra"] = instruction.extra;
                result["instructions"].push_back(std::move(entry));
            }
        } catch (const Error& error) {
            result["broken"] = error.what();
        }
    }

    const MpyFile& file_;
    const PrintOptions& options_;
    size_t word_;
};

}  // namespace

json mpy_to_json(const MpyFile& file, const PrintOptions& options) {
    return JsonPrinter(file, options).run();
}

}  // namespace natmod::mpy
