// SPDX-License-Identifier: MIT
// What start code reads: it believes all of it.

#include <algorithm>

#include "abi/static_qstrs.h"
#include "mpy/describe.h"
#include "mpy/firmware_record.h"
#include "mpy/offsets.h"
#include "mpy/verify_parts.h"

namespace natmod::mpy {
namespace {

constexpr uint64_t kTypeSlots = 12;

class StartVerifier {
  public:
    StartVerifier(Verification& verification, const RawCode& code, const StartData& start)
        : verification_(verification),
          file_(verification.file),
          word_(verification.word),
          code_(code),
          module_(module_code(code)),
          start_(start) {}

    void run() {
        if (start_.fixups) fixups(*start_.fixups);
        globals();
        firmware();
        if (is_starter(code_)) starter();
    }

  private:
    uint64_t block_size(bool in_ram) const {
        return in_ram ? padded_bss(module_, word_) + module_.rodata.size() : module_.text.size();
    }

    void starter() {
        if (file_.objects.empty() || file_.objects[0].kind != ObjectKind::fun_table) {
            verification_.error("code at byte {}: needs the function table as constant object 0",
                                code_.offset);
        }
        if (!start_.fixups && !start_.globals) {
            verification_.error("code at byte {}: its fix-ups cannot be read", code_.offset);
            return;
        }
        if (start_.fixups) anchor(start_.fixups->anchor);
        if (start_.globals && start_.globals->tables_in_ram) anchor(start_.globals->anchor);
    }

    // What start code takes for the RAM block's address.
    void anchor(uint64_t word) {
        if (block_size(true) == 0) return;
        auto is_it = [&](const MpyReloc& reloc) {
            return reloc.word == word && is_anchor(module_, reloc, word_);
        };
        if (std::ranges::none_of(expand_relocs(module_, word_), is_it)) {
            verification_.error(
                "code at byte {}: word {} of text does not hold the start of the RAM block",
                code_.offset, word);
        }
    }

    void fixups(const FixupStream& stream) {
        at_ = code_.text_offset + stream.offset;
        for (const FixupBuiltin& builtin : stream.builtins) this->builtin(builtin);
        Places places;
        places.reserve(stream.fixups.size());
        for (const Fixup& fixup : stream.fixups) {
            this->fixup(fixup, stream);
            places.add({fixup.in_ram, fixup.word});
        }
        places.finish([&](const Place& place) {
            verification_.error("fix-ups at byte {}: word {} of {} is patched twice", at_,
                                place.second, place.first ? "RAM" : "text");
        });
    }

    void qref(uint64_t value) {
        bool known = value <= abi::kStaticQstrs
                         ? value != 0
                         : value == kFirstQstr || value - abi::kStaticQstrs < file_.qstrs.size();
        if (known) return;
        verification_.error("fix-ups at byte {}: qstr reference {} is not in the table", at_,
                            value);
    }

    // Names that a firmware lacks are an exception. A slot of what is no type may be anything.
    void builtin(const FixupBuiltin& builtin) {
        bool by_entry = builtin.how == FIND_TYPE_OF_ENTRY || builtin.how == FIND_TYPE_SLOT;
        bool of_slot = builtin.how == FIND_TYPE_SLOT || builtin.how == FIND_BUILTIN_SLOT;
        if (by_entry) {
            if (!is_object_entry(builtin.a, file_.abi)) {
                verification_.error("fix-ups at byte {}: function-table entry {} is no object", at_,
                                    builtin.a);
            }
        } else if (builtin.how != FIND_MODULE_TYPE) {
            qref(builtin.a);
        }
        if (builtin.how == FIND_MODULE_ATTR) qref(builtin.b);
        if (of_slot && builtin.b >= kTypeSlots)
            verification_.error("fix-ups at byte {}: type slot {}", at_, builtin.b);
    }

    void fixup(const Fixup& fixup, const FixupStream& stream) {
        auto word = static_cast<uint64_t>(word_);
        if ((fixup.word + 1) * word > block_size(fixup.in_ram)) {
            verification_.error("fix-ups at byte {}: word {} of {} is outside", at_, fixup.word,
                                fixup.in_ram ? "RAM" : "text");
            return;
        }
        if (fixup.kind <= FIXUP_TYPE_NAME) qref(fixup.operand);
        if (fixup.kind == FIXUP_ENTRY)
            verify_table_entry(verification_, fixup.operand, "fix-ups", at_);
        if (fixup.kind == FIXUP_FOUND && fixup.operand >= stream.builtins.size()) {
            verification_.error("fix-ups at byte {}: builtin {} of {}", at_, fixup.operand,
                                stream.builtins.size());
        }
        if (stream.is_chain) return;  // the word holds the link
        Place place{fixup.in_ram, fixup.word};
        uint64_t value = word_of(module_, place, word_).value_or(0);
        bool is_number = fixup.kind == FIXUP_QSTR_NUMBER || fixup.kind == FIXUP_TYPE_NAME;
        if (is_number) return;  // beside it may be flags
        uint64_t size = 0;
        if (fixup.kind == FIXUP_TEXT || fixup.kind == FIXUP_RAM)
            size = block_size(fixup.kind == FIXUP_RAM);
        if (fixup.kind == FIXUP_ENTRY) size = reach_of_entry(fixup.operand, file_.abi, word_);
        verify_offset(verification_, fmt::format("fix-ups at byte {}", at_), place, value, size,
                      fixup.kind == FIXUP_ENTRY);
    }

    // An object begins with the address of its type, unless the module stores that later. For one
    // firmware the address may be known.
    bool may_be_object(uint64_t offset, const Places& late) const {
        Place place{start_.globals->tables_in_ram, offset / static_cast<uint64_t>(word_)};
        return verification_.for_one_firmware || late.contains(place) ||
               word_of(module_, place, word_).value_or(0) == 0;
    }

    // What the import makes a function object of must hold the offsets of a type in the function
    // table and of a function in text, and nothing else may change it.
    bool may_be_function(uint64_t offset, const Places& changed, std::vector<bool>& taken) const {
        auto word = static_cast<uint64_t>(word_);
        Place type{start_.globals->tables_in_ram, offset / word};
        Place function{type.first, type.second + 1};
        if (offset % word != 0 || offset + 2 * word > block_size(type.first)) return false;
        for (const Place& place : {type, function}) {
            if (changed.contains(place) || taken[place.second]) return false;
            taken[place.second] = true;
        }
        uint64_t entry = word_of(module_, type, word_).value_or(0);
        return entry % word == 0 && is_object_entry(entry / word, file_.abi) &&
               word_of(module_, function, word_).value_or(0) < module_.text.size();
    }

    // The dict that start code makes must hold objects of the module's.
    void globals() {
        if (!start_.globals) return;
        const PackedGlobals& globals = *start_.globals;
        if (file_.objects.empty() || file_.objects[0].kind != ObjectKind::fun_table) {
            verification_.error(
                "code at byte {}: its globals need the function table as constant object 0",
                code_.offset);
        }
        auto word = static_cast<uint64_t>(word_);
        for (const PackedGlobals::Word& late : globals.words) {
            if ((late.word + 1) * word <= module_.text.size()) continue;
            verification_.error("code at byte {}: word {} of text, for {}, is outside",
                                code_.offset, late.word, describe(late, file_));
        }
        auto late = late_words(verification_, module_, start_);
        Places changed = late_words(verification_, module_, {start_.fixups, {}});
        std::vector<bool> taken(UINT16_MAX);  // words of functions
        for (const PackedGlobals::Value& value : globals.values) {
            if (value.kind == PackedKind::integer) continue;
            auto offset = static_cast<uint64_t>(value.value);
            std::string_view fault;
            if (offset % sizeof(uint32_t) != 0 ||
                offset + word > block_size(globals.tables_in_ram)) {
                fault = "which is outside";
            } else if (value.kind == PackedKind::address && !may_be_object(offset, late)) {
                fault = "which is no object";
            } else if (value.kind == PackedKind::function &&
                       !may_be_function(offset, changed, taken)) {
                fault = "which cannot be one";
            } else {
                continue;
            }
            verification_.error("code at byte {}: its globals hold {}, {}", code_.offset,
                                describe(globals, value), fault);
        }
        if (globals.init && !is_init(globals)) {
            verification_.error(
                "code at byte {}: it calls {}, which is not __init__ of its globals", code_.offset,
                describe(globals, *globals.init));
        }
    }

    // What start code calls is what the module has under that name.
    bool is_init(const PackedGlobals& globals) const {
        for (size_t i = 0; i < globals.values.size(); ++i) {
            const PackedGlobals::Value& value = globals.values[i];
            if (name_of_entry(globals, file_, i + 1) == "__init__")
                return value.kind == PackedKind::address && value.value == globals.init->value;
        }
        return false;
    }

    // A damaged record would make the module read anywhere before it refuses a firmware.
    void firmware() {
        constexpr uint32_t kMostWords = 256;
        auto record = find_firmware(code_);
        if (!record) return;
        auto is_long = [](const FirmwareSpan& span) { return span.count > kMostWords; };
        auto size = static_cast<int64_t>(function_table_size(file_.abi)) * word_;
        if (!record->is_complete || record->spans.empty() ||
            std::ranges::any_of(record->spans, is_long)) {
            verification_.error("code at byte {}: the record of its firmware cannot be read",
                                code_.offset);
            return;
        }
        const FirmwareSpan& first = record->spans[0];
        if (!first.pointers || first.distance < 0 ||
            first.distance + int64_t{first.count} * word_ > size) {
            verification_.error(
                "code at byte {}: the record of its firmware does not begin with the function "
                "table",
                code_.offset);
        }
    }

    Verification& verification_;
    const MpyFile& file_;
    int word_;
    const RawCode& code_;
    const RawCode& module_;
    const StartData& start_;
    size_t at_ = 0;  // of the fix-ups
};

}  // namespace

void verify_start(Verification& verification, const RawCode& code, const StartData& start) {
    StartVerifier(verification, code, start).run();
}

}  // namespace natmod::mpy
