#include "mpy/fixups.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "abi/api.h"
#include "abi/static_qstrs.h"
#include "mpy/reader.h"

namespace natmod {
namespace {

constexpr size_t kTrailerSize = 4;
constexpr uint8_t kTrailerMark = 'N';
constexpr size_t kMaxPadding = 7;  // zero bytes between stream and trailer

// How many operands each `how` has.
constexpr std::array<int, 6> kBuiltinOperands = {1, 0, 1, 2, 2, 2};

class StreamReader {
  public:
    StreamReader(const RawCode& code, size_t text_offset, int word_size)
        : in_(code.text.subspan(text_offset), code.text_offset + text_offset, ".mpy fix-ups") {
        auto word = static_cast<size_t>(word_size);
        text_words_ = code.text.size() / word;
        ram_words_ = (padded_bss(code, word_size) + code.rodata.size()) / word;
        max_fixups_ = text_words_ + code.rodata.size() / word;
        stream_.offset = text_offset;
    }

    FixupStream read() {
        size_t start = in_.offset();
        uint64_t n_builtins = in_.varuint();
        for (uint64_t i = 0; i < n_builtins; i++) stream_.builtins.push_back(builtin());
        for (uint8_t base; (base = in_.byte()) != 0;) {
            if (base > 2) in_.fail("unknown block before this");
            segment(base == 2);
        }
        stream_.size = in_.offset() - start;
        return std::move(stream_);
    }

  private:
    FixupBuiltin builtin() {
        FixupBuiltin result;
        result.how = in_.byte();
        if (static_cast<size_t>(result.how) >= kBuiltinOperands.size()) {
            in_.fail("unknown way to find a builtin before this");
        }
        int operands = kBuiltinOperands[static_cast<size_t>(result.how)];
        if (operands > 0) result.a = in_.varuint();
        if (operands > 1) result.b = in_.varuint();
        return result;
    }

    void segment(bool in_ram) {
        uint64_t cursor = 0;
        for (uint8_t op; (op = in_.byte()) != 0;) {
            uint64_t skip = op & 0xF;
            if (skip == 15) skip += in_.varuint31();
            cursor += skip;
            int kind = op >> 4;
            using enum FixupKind;
            switch (kind) {
                case 9:
                case 10:
                    for (uint64_t n = in_.varuint(); n > 0; n--) {
                        add(in_ram, cursor++, next_qstr_object, 0);
                        add(in_ram, cursor++, kind == 9 ? text : ram, 0);
                    }
                    break;
                case 11:
                case 12:
                    for (uint64_t n = in_.varuint(); n > 0; n--) {
                        add(in_ram, cursor++, kind == 11 ? text : ram, 0);
                    }
                    break;
                case 1:
                case 5:
                case 6:
                    add(in_ram, cursor++, static_cast<FixupKind>(kind), 0);
                    break;
                case 2:
                case 3:
                case 4:
                case 7:
                case 8:
                    add(in_ram, cursor++, static_cast<FixupKind>(kind), in_.varuint());
                    break;
                default:
                    in_.fail(fmt::format("unknown kind {} before this", kind));
            }
        }
    }

    void add(bool in_ram, uint64_t word, FixupKind kind, uint64_t operand) {
        if (word >= (in_ram ? ram_words_ : text_words_)) {
            in_.fail(in_ram ? "leaves the RAM block" : "leaves text");
        }
        // As with relocations: no good file patches a word twice.
        if (stream_.fixups.size() == max_fixups_) in_.fail("more fix-ups than words");
        if (kind == FixupKind::next_qstr_object) operand = kStaticQstrs + ++next_qstr_;
        stream_.fixups.push_back({in_ram, word, kind, operand});
    }

    ByteReader in_;
    uint64_t text_words_ = 0, ram_words_ = 0, max_fixups_ = 0;
    uint64_t next_qstr_ = 0;  // entry of the qstr table that kind 1 used last
    FixupStream stream_;
};

}  // namespace

FixupStream read_fixups(const RawCode& code, size_t text_offset, int word_size) {
    return StreamReader(code, text_offset, word_size).read();
}

std::optional<FixupStream> find_fixups(const RawCode& code, int word_size) {
    auto text = code.text;
    if (code.kind != CodeKind::native_viper || text.size() <= kTrailerSize ||
        text.back() != kTrailerMark) {
        return {};
    }
    auto trailer = text.last(kTrailerSize);
    size_t distance = trailer[0] | size_t{trailer[1]} << 8 | size_t{trailer[2]} << 16;
    if (distance <= kTrailerSize || distance > text.size()) return {};
    try {
        FixupStream stream = read_fixups(code, text.size() - distance, word_size);
        auto padding = text.subspan(stream.offset + stream.size);
        if (padding.size() < kTrailerSize || stream.fixups.empty()) return {};
        padding = padding.first(padding.size() - kTrailerSize);
        bool zero = std::ranges::all_of(padding, [](uint8_t byte) { return byte == 0; });
        if (padding.size() > kMaxPadding || !zero) return {};
        return stream;
    } catch (const Error&) {
        return {};  // the bytes mean something else
    }
}

std::string qref_text(uint64_t qref, const MpyFile& file) {
    if (qref > kStaticQstrs) {
        uint64_t entry = qref - kStaticQstrs;
        if (entry >= file.qstrs.size()) return fmt::format("?{}", qref);
        return text_of(file.qstrs[static_cast<size_t>(entry)]);
    }
    return text_of({.number = qref, .is_static = true});
}

int function_table_size(int abi) {
    return abi == 3 ? 87 : 80;
}

std::string entry_name(uint64_t entry, int abi) {
    constexpr std::string_view kTabPrefix = "natmod_tab_", kOwnPrefix = "natmod_";
    std::string_view best;
    for (const ApiSymbol& symbol : all_api()) {
        // Sub-version 0 (1.19.1) has the table of sub-version 1.
        int index = symbol.kind == ApiKind::entry ? symbol.entry(std::max(abi, kMinAbi)) : -1;
        if (index < 0 || static_cast<uint64_t>(index) != entry) continue;
        if (best.empty() || !symbol.name.starts_with(kTabPrefix)) best = symbol.name;
    }
    if (best.empty()) return fmt::format("entry {}", entry);
    for (std::string_view prefix : {kTabPrefix, kOwnPrefix}) {
        if (best.starts_with(prefix)) {
            return fmt::format("mp_{}", best.substr(prefix.size()));
        }
    }
    return std::string(best);
}

std::string describe(const FixupBuiltin& builtin, const MpyFile& file) {
    constexpr std::array<std::string_view, 12> kSlots = {
        "make_new", "print", "call",   "unary_op", "binary_op", "attr",
        "subscr",   "iter",  "buffer", "protocol", "parent",    "locals_dict"};
    switch (static_cast<FindHow>(builtin.how)) {
        case FindHow::builtin:
            return qref_text(builtin.a, file);
        case FindHow::module_type:
            return "the type of a module";
        case FindHow::type_of_entry:
            return fmt::format("the type of {}", entry_name(builtin.a, file.abi));
        case FindHow::module_attr:
            return fmt::format("{}.{}", qref_text(builtin.a, file), qref_text(builtin.b, file));
        case FindHow::type_slot:
        case FindHow::builtin_slot:
            break;
    }
    std::string slot = builtin.b < kSlots.size() ? std::string(kSlots[builtin.b])
                                                 : fmt::format("slot {}", builtin.b);
    bool by_name = static_cast<FindHow>(builtin.how) == FindHow::builtin_slot;
    return fmt::format("{} of {}", slot,
                       by_name ? qref_text(builtin.a, file) : entry_name(builtin.a, file.abi));
}

std::string describe(const Fixup& fixup, const FixupStream& stream, const MpyFile& file) {
    switch (fixup.kind) {
        case FixupKind::next_qstr_object:
        case FixupKind::qstr_object:
            return fmt::format("qstr object '{}'", qref_text(fixup.operand, file));
        case FixupKind::qstr_number:
            return fmt::format("qstr number of '{}'", qref_text(fixup.operand, file));
        case FixupKind::type_name:
            return fmt::format("type name '{}' (upper 16 bits)", qref_text(fixup.operand, file));
        case FixupKind::text:
            return "text";
        case FixupKind::ram:
            return "RAM block";
        case FixupKind::builtin:
            if (fixup.operand >= stream.builtins.size()) {
                return fmt::format("builtin {} (not in the list)", fixup.operand);
            }
            return describe(stream.builtins[static_cast<size_t>(fixup.operand)], file);
        case FixupKind::entry:
            break;
    }
    return fmt::format("table entry {} ({})", fixup.operand, entry_name(fixup.operand, file.abi));
}

}  // namespace natmod
