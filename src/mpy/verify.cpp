// SPDX-License-Identifier: MIT
#include "mpy/verify.h"

#include <algorithm>

#include "abi/static_qstrs.h"
#include "base/error.h"
#include "mpy/compat.h"
#include "mpy/firmware_record.h"
#include "mpy/verify_parts.h"

namespace natmod::mpy {
namespace {

constexpr size_t kMaxQstrLength = 255;  // hosts with one-byte qstr lengths, the default

class Verifier {
  public:
    explicit Verifier(const MpyFile& file) : file_(file), parts_{file, word_size_of(file.arch)} {}

    std::vector<Problem> run() {
        header();
        for (size_t i = 0; i < file_.qstrs.size(); i++) qstr(i);
        for (const MpyObject& entry : file_.objects) object(entry);
        outer(file_.code);
        parts_.for_one_firmware = has_firmware(file_.code);
        code(file_.code);
        if (file_.checksum == Checksum::wrong) error("the checksum is wrong: the file is damaged");
        if (file_.checksum == Checksum::missing)
            error("the checksum is missing: the file is damaged");
        if (file_.trailing_bytes != 0)
            error("{} bytes follow the end of the code", file_.trailing_bytes);
        return std::move(parts_.problems);
    }

  private:
    template <typename... Args>
    void error(fmt::format_string<Args...> text, Args&&... args) {
        parts_.error(text, std::forward<Args>(args)...);
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
        if (object.kind == ObjectKind::tuple)
            for_each_item(object, [&](const MpyObject& item) { this->object(item); });
    }

    bool has_function_table() const {
        return std::ranges::any_of(file_.objects, [](const MpyObject& object) {
            return object.kind == ObjectKind::fun_table;
        });
    }

    static bool has_firmware(const RawCode& code) {
        return find_firmware(code) || std::ranges::any_of(code.children, has_firmware);
    }

    // The element that the import calls, as a function without arguments.
    void outer(const RawCode& code) {
        if (code.kind == CodeKind::native_asm)
            error("code at byte {}: a function in assembler is no module", code.offset);
        bool connected =
            is_starter(code) || (code.scope_flags & kScopeReloc) != 0 || has_function_table();
        if (code.kind == CodeKind::native_viper && !connected)
            error("code at byte {}: nothing leads from it to the firmware", code.offset);
        // Natmod's linker sets the flag, so that the loader keeps text.
        const RawCode& module = module_code(code);
        bool is_module = module.children.empty() && (module.scope_flags & kScopeReloc) != 0;
        if (file_.announces_checksum && !is_module)
            error("code at byte {}: not what Natmod's linker writes", code.offset);
        if (file_.announces_checksum && !is_starter(code) && has_function_table() &&
            !find_packed_globals(code, file_))
            error("code at byte {}: its globals cannot be read", code.offset);
    }

    // `starter` is what the element around it has for this one.
    void code(const RawCode& code, const StartData& starter = {}) {
        if (code.has_children && code.children.empty())
            parts_.warning("code at byte {}: announces children and has none", code.offset);
        StartData start;
        try {
            if (code.kind == CodeKind::bytecode) {
                verify_bytecode(parts_, code);
            } else {
                if (code.kind == CodeKind::native_py) verify_prelude(parts_, code);
                flags(code);
                start = machine_code(code, starter);
            }
        } catch (const Error& problem) {
            error("{}", problem.what());
        }
        if (!is_starter(code)) start = {};
        for (const RawCode& child : code.children) this->code(child, start);
    }

    StartData machine_code(const RawCode& code, const StartData& starter) {
        const RawCode& module = module_code(code);
        if (!verify_reloc_runs(parts_, code)) return {};
        // Those of a starter's child are judged with it.
        if (Verification other{file_, parts_.word}; !verify_reloc_runs(other, module)) return {};
        StartData start = {read_announced_fixups(code, parts_.word),
                           find_packed_globals(code, file_)};
        bool has_starter = starter.fixups || starter.globals;
        verify_relocs(parts_, code, has_starter ? starter : start);
        verify_start(parts_, code, start);
        // A starter may have nothing else to do with the module than to make its globals.
        if (code.kind == CodeKind::native_viper && !has_starter) verify_entry(parts_, code, start);
        return start;
    }

    void flags(const RawCode& code) {
        if (code.text.empty()) error("code at byte {}: no machine code", code.offset);
        if (code.kind != CodeKind::native_viper) return;
        if ((code.scope_flags & 0xF) != 0) {
            error("code at byte {}: function flags 0x{:x} on a module's entry point", code.offset,
                  code.scope_flags & 0xF);
        }
        if (code.scope_flags >> 7 != 0)
            error("code at byte {}: unknown scope flags 0x{:x}", code.offset, code.scope_flags);
        if ((code.scope_flags & kScopeRodata) != 0 && code.rodata.empty())
            error("code at byte {}: announces rodata and has none", code.offset);
        if ((code.scope_flags & kScopeBss) != 0 && code.bss_size == 0)
            error("code at byte {}: announces bss and has none", code.offset);
    }

    const MpyFile& file_;
    Verification parts_;
};

}  // namespace

std::vector<Problem> verify_mpy(const MpyFile& file) {
    return Verifier(file).run();
}

}  // namespace natmod::mpy
