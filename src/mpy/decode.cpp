// SPDX-License-Identifier: MIT
#include "mpy/decode.h"

#include <fmt/core.h>

#include <algorithm>

#include "abi/arch.h"
#include "abi/static_qstrs.h"
#include "mpy/bytecode.h"
#include "mpy/reader.h"

namespace natmod::mpy {
namespace {

// Nesting of functions, classes and constant tuples. Python code cannot get near it.
constexpr int kMaxDepth = 100;

std::string_view text_of(std::span<const uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

MpyObject read_object(ByteReader& in, int depth = 0) {
    MpyObject result;
    result.offset = static_cast<uint32_t>(in.offset());
    if (depth > kMaxDepth) in.fail("tuples nested too deeply");
    uint8_t kind = in.byte();
    if (kind > static_cast<uint8_t>(ObjectKind::tuple)) {
        in.fail_at(result.offset, fmt::format("unknown kind {} of constant object", kind));
    }
    result.kind = static_cast<ObjectKind>(kind);
    switch (result.kind) {
        case ObjectKind::str:
        case ObjectKind::bytes:
            result.text = text_of(in.take(in.varuint()));
            result.terminator = in.byte();
            break;
        case ObjectKind::integer:
        case ObjectKind::float_:
        case ObjectKind::complex:
            result.text = text_of(in.take(in.varuint()));
            break;
        case ObjectKind::tuple: {
            uint64_t count = in.varuint();
            result.text_offset = static_cast<uint32_t>(in.offset());
            ByteReader items = in;
            for (uint64_t i = 0; i < count; i++) read_object(in, depth + 1);
            result.text = text_of(items.take(in.offset() - items.offset()));
            break;
        }
        default:  // the rest are constants without content
            break;
    }
    return result;
}

class Decoder {
  public:
    explicit Decoder(std::span<const uint8_t> bytes) : bytes_(bytes), in_(bytes) {}

    MpyFile file() {
        MpyFile file;
        if (bytes_.size() < 4 || bytes_[0] != 'M') {
            throw Error("not a .mpy file", "a .mpy file starts with the letter M");
        }
        if (bytes_[1] != 6) {
            throw Error(fmt::format(".mpy: version {}, only version 6 can be read", bytes_[1]),
                        "MicroPython 1.19 and newer use version 6");
        }
        in_.take(2);
        file.feature_byte = in_.byte();
        file.small_int_bits = in_.byte();
        file.abi = file.feature_byte & 3;
        file.arch = file.feature_byte >> 2 & 0x2F;
        file.has_arch_flags = (file.feature_byte & 0x40) != 0;
        if (file.has_arch_flags) file.arch_flags = in_.varuint();
        uint64_t n_qstrs = in_.varuint(), n_objects = in_.varuint();
        file.qstrs_offset = in_.offset();
        reserve(file.qstrs, n_qstrs);
        for (uint64_t i = 0; i < n_qstrs; i++) file.qstrs.push_back(qstr());
        file.objects_offset = in_.offset();
        reserve(file.objects, n_objects);
        for (uint64_t i = 0; i < n_objects; i++) file.objects.push_back(read_object(in_));
        file.code = code(0);
        file.checksum = read_checksum(bytes_, in_.offset());
        if (file.checksum == Checksum::none) file.trailing_bytes = in_.left();
        file.announces_checksum =
            file.small_int_bits == kAnnouncesChecksum && file.code.kind == CodeKind::native_viper;
        if (file.checksum == Checksum::none && file.announces_checksum)
            file.checksum = Checksum::missing;
        return file;
    }

  private:
    // Room for so many entries, of at least a byte each. They take more memory than their bytes,
    // but compilers make none without code that uses it.
    template <typename Entry>
    void reserve(std::vector<Entry>& entries, uint64_t count) {
        constexpr size_t kAnyway = size_t{512} << 10, kMostTimes = 6;
        auto possible = static_cast<size_t>(std::min<uint64_t>(count, in_.left()));
        memory_ += possible * sizeof(Entry);
        if (memory_ > kAnyway + kMostTimes * bytes_.size())
            in_.fail("more entries than code of this size can use");
        entries.reserve(possible);
    }

    MpyQstr qstr() {
        MpyQstr result;
        result.offset = in_.offset();
        uint64_t value = in_.varuint();
        result.is_static = (value & 1) != 0;
        if (result.is_static) {
            result.number = value >> 1;
        } else {
            // Firmware has one byte or two for a length.
            if (value >> 1 > UINT16_MAX && value >> 1 <= in_.left())
                in_.fail_at(result.offset, fmt::format("a qstr of {} bytes", value >> 1));
            result.text = text_of(in_.take(value >> 1));
            result.terminator = in_.byte();
        }
        return result;
    }

    RawCode code(int depth) {
        RawCode result;
        result.offset = in_.offset();
        if (depth > kMaxDepth) in_.fail("code nested too deeply");
        uint64_t kind_and_length = in_.varuint();
        result.kind = static_cast<CodeKind>((kind_and_length & 3) + 2);
        result.has_children = (kind_and_length & 4) != 0;
        result.text_offset = in_.offset();
        result.text = in_.take(kind_and_length >> 3);
        switch (result.kind) {
            case CodeKind::bytecode:
                break;
            case CodeKind::native_py:
                result.prelude_offset = in_.varuint();
                result.scope_flags = flags_of_prelude(result);
                break;
            case CodeKind::native_viper:
                result.scope_flags = in_.varuint();
                data_blocks(result);
                break;
            case CodeKind::native_asm:
                result.scope_flags = in_.varuint();
                result.n_pos_args = in_.varuint();
                result.type_signature = in_.varuint();
                break;
        }
        if (result.has_children) {
            uint64_t count = in_.varuint();
            reserve(result.children, count);
            for (uint64_t i = 0; i < count; i++) result.children.push_back(code(depth + 1));
        }
        if (result.kind != CodeKind::bytecode && (result.scope_flags & kScopeReloc) != 0) {
            result.relocs = relocs();
        }
        result.end = in_.offset();
        return result;
    }

    void data_blocks(RawCode& result) {
        uint64_t rodata_size = 0;
        if (result.scope_flags & kScopeRodata) rodata_size = in_.varuint();
        if (result.scope_flags & kScopeBss) {
            size_t at = in_.offset();
            result.bss_size = in_.varuint();
            // Keeps every later sum of sizes and offsets far from overflow.
            if (result.bss_size > UINT32_MAX) in_.fail_at(at, "bss of more than 4 GiB");
        }
        if (result.scope_flags & kScopeRodata) result.rodata = in_.take(rodata_size);
    }

    uint64_t flags_of_prelude(const RawCode& native) {
        if (native.prelude_offset >= native.text.size()) {
            in_.fail_at(native.text_offset, "prelude offset outside the code that starts");
        }
        auto start = static_cast<size_t>(native.prelude_offset);
        return read_signature(native.text.subspan(start), native.text_offset + start).scope_flags;
    }

    std::vector<RelocRun> relocs() {
        size_t count = 0;
        ByteReader ahead = in_;
        read_relocs(ahead, [&](const RelocRun&) { ++count; });
        std::vector<RelocRun> result;
        reserve(result, count);
        read_relocs(in_, [&](const RelocRun& run) { result.push_back(run); });
        return result;
    }

    template <typename Take>
    static void read_relocs(ByteReader& in, Take take) {
        bool in_rodata = false;
        uint64_t cursor = 0;
        for (;;) {
            size_t offset = in.offset();
            uint8_t op = in.byte();
            if (op == 0xFF) return;
            if (op & 1) {
                uint64_t address = in.varuint();
                in_rodata = (address & 1) != 0;
                cursor = address >> 1;
            }
            int k = op >> 1;
            bool counted = k < kRelocQstrTable && (k & 1) != 0;
            uint64_t count = counted ? in.varuint() : 1;
            if (cursor > UINT32_MAX || count > UINT32_MAX) {
                in.fail_at(offset, "a relocation outside every possible block");
            }
            take(RelocRun{static_cast<uint32_t>(offset), static_cast<uint32_t>(cursor),
                          static_cast<uint32_t>(count), static_cast<int16_t>(counted ? k - 1 : k),
                          in_rodata});
            cursor += count;
        }
    }

    std::span<const uint8_t> bytes_;
    ByteReader in_;
    size_t memory_ = 0;  // of entries
};

}  // namespace

MpyFile decode_mpy(std::span<const uint8_t> bytes) {
    return Decoder(bytes).file();
}

void for_each_item(const MpyObject& tuple, const std::function<void(const MpyObject&)>& take) {
    const auto* begin = reinterpret_cast<const uint8_t*>(tuple.text.data());
    ByteReader in({begin, tuple.text.size()}, tuple.text_offset);
    while (in.left() != 0) take(read_object(in));
}

int word_size_of(int arch) {
    const abi::Arch* known = abi::known_arch(arch);
    return known != nullptr ? known->family.elf.word_size : 4;
}

std::string_view arch_name(int arch) {
    if (arch == 0) return "none";
    const abi::Arch* known = abi::known_arch(arch);
    return known != nullptr ? known->name : std::string_view();
}

std::string text_of(const MpyQstr& qstr) {
    if (!qstr.is_static) return std::string(qstr.text);
    if (qstr.number == 0 || qstr.number > abi::kStaticQstrs) return fmt::format("?{}", qstr.number);
    return std::string(abi::static_qstr_text(static_cast<int>(qstr.number)));
}

bool is_starter(const RawCode& code) {
    auto is_viper = [](const RawCode& raw) { return raw.kind == CodeKind::native_viper; };
    return is_viper(code) && code.scope_flags == 0 && code.children.size() == 1 &&
           is_viper(code.children[0]) && (code.children[0].scope_flags & kScopeReloc) != 0;
}

const RawCode& module_code(const RawCode& code) {
    return is_starter(code) ? code.children[0] : code;
}

std::vector<MpyReloc> expand_relocs(const RawCode& code, int word_size) {
    std::vector<MpyReloc> result;
    // No good file relocates a word twice, so this also bounds what a short hostile stream costs.
    size_t all_words = (code.text.size() + code.rodata.size()) / static_cast<size_t>(word_size);
    for (const RelocRun& run : code.relocs) {
        size_t words =
            (run.in_rodata ? code.rodata : code.text).size() / static_cast<size_t>(word_size);
        if (run.end() > words) {
            throw Error(fmt::format(".mpy: relocation at byte {} leaves {}", run.offset,
                                    run.in_rodata ? "rodata" : "text"));
        }
        if (result.size() + run.count > all_words) {
            throw Error(fmt::format(".mpy: more relocations than words at byte {}", run.offset));
        }
        for (uint64_t i = 0; i < run.count; i++) {
            result.push_back({run.in_rodata, static_cast<uint32_t>(run.word + i), run.destination});
        }
    }
    return result;
}

}  // namespace natmod::mpy
