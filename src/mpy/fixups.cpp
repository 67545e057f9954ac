// SPDX-License-Identifier: MIT
#include "mpy/fixups.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "abi/api.h"
#include "abi/static_qstrs.h"
#include "mpy/reader.h"

namespace natmod::mpy {
namespace {

constexpr size_t kMaxPadding = 7;  // zero bytes between stream and footer

// How many operands each `how` has.
constexpr std::array<int, 6> kBuiltinOperands = {1, 0, 1, 2, 2, 2};

class StreamReader {
  public:
    StreamReader(const RawCode& code, size_t text_offset, int word_size)
        : in_(code.text.subspan(text_offset), code.text_offset + text_offset, ".mpy fix-ups") {
        auto word = static_cast<size_t>(word_size);
        stream_.of_child = is_starter(code);
        const RawCode& module = stream_.of_child ? code.children[0] : code;
        text_words_ = module.text.size() / word;
        ram_words_ = (padded_bss(module, word_size) + module.rodata.size()) / word;
        max_fixups_ = text_words_ + module.rodata.size() / word;
        stream_.offset = text_offset;
    }

    FixupStream read() {
        size_t start = in_.offset();
        if (stream_.of_child) stream_.anchor = in_.varuint();
        uint64_t n_builtins = in_.varuint();
        if (n_builtins > max_fixups_) in_.fail("more builtins than words before this");
        for (uint64_t i = 0; i < n_builtins; i++) stream_.builtins.push_back(builtin());
        for (uint8_t base; (base = in_.byte()) != FIXUP_END;) {
            if (base > FIXUP_SEGMENT_RAM) in_.fail("unknown block before this");
            segment(base == FIXUP_SEGMENT_RAM);
        }
        stream_.size = in_.offset() - start;
        return std::move(stream_);
    }

  private:
    FixupBuiltin builtin() {
        FixupBuiltin result;
        uint8_t how = in_.byte();
        if (how >= kBuiltinOperands.size()) {
            in_.fail("unknown way to find a builtin before this");
        }
        result.how = static_cast<natmod_find_how>(how);
        int operands = kBuiltinOperands[how];
        if (operands > 0) result.a = in_.varuint();
        if (operands > 1) result.b = in_.varuint31();
        return result;
    }

    void segment(bool in_ram) {
        uint64_t cursor = 0;
        for (uint8_t op; (op = in_.byte()) != FIXUP_END;) {
            uint64_t skip = op & 0xF;
            if (skip == FIXUP_LONG_SKIP) skip += in_.varuint31();
            cursor += skip;
            int kind = op >> 4;
            switch (kind) {
                case FIXUP_PAIRS_TEXT:
                case FIXUP_PAIRS_RAM:
                    for (uint64_t n = in_.varuint(); n > 0; n--) {
                        add(in_ram, cursor++, FIXUP_NEXT_QSTR_OBJECT, 0);
                        add(in_ram, cursor++, kind == FIXUP_PAIRS_TEXT ? FIXUP_TEXT : FIXUP_RAM, 0);
                    }
                    break;
                case FIXUP_RUN_TEXT:
                case FIXUP_RUN_RAM:
                    for (uint64_t n = in_.varuint(); n > 0; n--) {
                        add(in_ram, cursor++, kind == FIXUP_RUN_TEXT ? FIXUP_TEXT : FIXUP_RAM, 0);
                    }
                    break;
                case FIXUP_NEXT_QSTR_OBJECT:
                case FIXUP_TEXT:
                case FIXUP_RAM:
                    add(in_ram, cursor++, static_cast<natmod_fixup_kind>(kind), 0);
                    break;
                case FIXUP_QSTR_OBJECT:
                case FIXUP_QSTR_NUMBER:
                case FIXUP_TYPE_NAME:
                case FIXUP_FOUND:
                case FIXUP_ENTRY:
                    add(in_ram, cursor++, static_cast<natmod_fixup_kind>(kind), in_.varuint());
                    break;
                default:
                    in_.fail(fmt::format("unknown kind {} before this", kind));
            }
        }
    }

    void add(bool in_ram, uint64_t word, natmod_fixup_kind kind, uint64_t operand) {
        if (word >= (in_ram ? ram_words_ : text_words_)) {
            in_.fail(in_ram ? "leaves the RAM block" : "leaves text");
        }
        // As with relocations: no good file patches a word twice.
        if (stream_.fixups.size() == max_fixups_) in_.fail("more fix-ups than words");
        if (kind == FIXUP_NEXT_QSTR_OBJECT) operand = abi::kStaticQstrs + ++next_qstr_;
        stream_.fixups.push_back({in_ram, kind, static_cast<uint32_t>(word), operand});
    }

    ByteReader in_;
    uint64_t text_words_ = 0, ram_words_ = 0, max_fixups_ = 0;
    uint64_t next_qstr_ = 0;  // entry of the qstr table that was taken last
    FixupStream stream_;
};

}  // namespace

FixupStream read_fixups(const RawCode& code, size_t text_offset, int word_size) {
    return StreamReader(code, text_offset, word_size).read();
}

namespace {

std::optional<FixupStream> read_announced_stream(const RawCode& code, int word_size) {
    auto distance = announced_distance(code.text);
    if (code.kind != CodeKind::native_viper || !distance) return {};
    size_t at = code.text.size() - *distance;
    FixupStream stream = read_fixups(code, at, word_size);
    auto after = code.text.subspan(stream.offset + stream.size);
    auto is_zero = [](uint8_t byte) { return byte == 0; };
    bool fits = after.size() >= FIXUP_FOOTER_SIZE &&
                after.size() - FIXUP_FOOTER_SIZE <= kMaxPadding &&
                std::all_of(after.begin(), after.end() - FIXUP_FOOTER_SIZE, is_zero);
    if (!fits || stream.fixups.empty()) {
        throw Error(fmt::format(".mpy fix-ups: those at byte {} do not end where text does",
                                code.text_offset + at));
    }
    return stream;
}

}  // namespace

std::optional<size_t> announced_distance(std::span<const uint8_t> text) {
    if (text.size() <= FIXUP_FOOTER_SIZE || text.back() != FIXUP_FOOTER_MARK) return {};
    auto footer = text.last(FIXUP_FOOTER_SIZE);
    size_t distance = footer[0] | size_t{footer[1]} << 8 | size_t{footer[2]} << 16;
    if (distance <= FIXUP_FOOTER_SIZE || distance > text.size()) return {};
    return distance;
}

std::optional<FixupStream> read_announced_fixups(const RawCode& code, int word_size) {
    auto stream = read_announced_stream(code, word_size);
    return stream ? stream : read_announced_chains(code, word_size);
}

std::optional<FixupStream> find_fixups(const RawCode& code, int word_size) {
    try {
        return read_announced_fixups(code, word_size);
    } catch (const Error&) {
        return {};  // the bytes mean something else
    }
}

uint64_t qref_of_entry(uint64_t index) {
    return index == 0 ? kFirstQstr : uint64_t{abi::kStaticQstrs} + index;
}

std::string qref_text(uint64_t qref, const MpyFile& file) {
    if (qref > abi::kStaticQstrs) {
        uint64_t entry = qref == kFirstQstr ? 0 : qref - abi::kStaticQstrs;
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
    for (const abi::ApiSymbol& symbol : abi::all_api()) {
        // Sub-version 0 (1.19.1) has the table of sub-version 1.
        int index =
            symbol.kind == abi::ApiKind::entry ? symbol.entry(std::max(abi, abi::kMinAbi)) : -1;
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
    switch (builtin.how) {
        case FIND_BUILTIN:
            return qref_text(builtin.a, file);
        case FIND_MODULE_TYPE:
            return "the type of a module";
        case FIND_TYPE_OF_ENTRY:
            return fmt::format("the type of {}", entry_name(builtin.a, file.abi));
        case FIND_MODULE_ATTR:
            return fmt::format("{}.{}", qref_text(builtin.a, file), qref_text(builtin.b, file));
        case FIND_TYPE_SLOT:
        case FIND_BUILTIN_SLOT:
            break;
    }
    std::string slot = builtin.b < kSlots.size() ? std::string(kSlots[builtin.b])
                                                 : fmt::format("slot {}", builtin.b);
    bool by_name = builtin.how == FIND_BUILTIN_SLOT;
    return fmt::format("{} of {}", slot,
                       by_name ? qref_text(builtin.a, file) : entry_name(builtin.a, file.abi));
}

std::string describe(const Fixup& fixup, const FixupStream& stream, const MpyFile& file) {
    switch (fixup.kind) {
        case FIXUP_NEXT_QSTR_OBJECT:
        case FIXUP_QSTR_OBJECT:
            return fmt::format("qstr object '{}'", qref_text(fixup.operand, file));
        case FIXUP_QSTR_NUMBER:
            return fmt::format("qstr number of '{}'", qref_text(fixup.operand, file));
        case FIXUP_TYPE_NAME:
            return fmt::format("type name '{}' (upper 16 bits)", qref_text(fixup.operand, file));
        case FIXUP_TEXT:
            return "text";
        case FIXUP_RAM:
            return "RAM block";
        case FIXUP_FOUND:
            if (fixup.operand >= stream.builtins.size()) {
                return fmt::format("builtin {} (not in the list)", fixup.operand);
            }
            return describe(stream.builtins[static_cast<size_t>(fixup.operand)], file);
        case FIXUP_ENTRY:
            break;
    }
    return fmt::format("table entry {} ({})", fixup.operand, entry_name(fixup.operand, file.abi));
}

}  // namespace natmod::mpy
