// SPDX-License-Identifier: MIT
// Writes the .mpy container, version 6, around one native module.

#include <algorithm>
#include <tuple>

#include "abi/static_qstrs.h"
#include "base/error.h"
#include "mpy/mpy.h"
#include "mpy/varuint.h"

namespace natmod::mpy {
namespace {

constexpr uint8_t kVersion = 6;
constexpr uint8_t kFeatureArchFlags = 0x40;
constexpr uint8_t kObjectFunTable = 0, kObjectNone = 1;
constexpr uint32_t kViper = 2;  // MP_CODE_NATIVE_VIPER as the low bits of a raw-code length
constexpr uint32_t kHasChildren = 4;
constexpr uint32_t kFlagRelocs = 0x10, kFlagRodata = 0x20, kFlagBss = 0x40;
constexpr uint8_t kEndOfRelocs = 0xff;

using Bytes = std::vector<uint8_t>;

void put(Bytes& out, const Bytes& bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void put_qstr(Bytes& out, std::string_view text) {
    if (int number = abi::static_qstr(text)) {
        put_varuint(out, static_cast<uint32_t>(number) << 1 | 1);
        return;
    }
    put_varuint(out, text.size() << 1);
    out.insert(out.end(), text.begin(), text.end());
    out.push_back(0);
}

}  // namespace

size_t qstr_size(std::string_view text) {
    Bytes out;
    put_qstr(out, text);
    return out.size();
}

namespace {

// Words from `first` on that follow each other and have the same destination.
size_t run_length(const std::vector<MpyReloc>& relocs, size_t first) {
    size_t n = 1;
    for (; first + n < relocs.size(); ++n) {
        const MpyReloc& a = relocs[first + n - 1];
        const MpyReloc& b = relocs[first + n];
        if (std::tie(a.in_rodata, a.destination) != std::tie(b.in_rodata, b.destination) ||
            b.word != a.word + 1)
            break;
    }
    return n;
}

// The loader keeps a cursor just behind the word patched last, so an address is written only where
// the next word is another one. Text, rodata and bss also have a form with a count.
void put_relocs(Bytes& out, std::vector<MpyReloc> relocs) {
    std::ranges::sort(relocs, {}, [](const MpyReloc& r) { return std::tie(r.in_rodata, r.word); });
    const MpyReloc* previous = nullptr;
    for (size_t i = 0; i < relocs.size();) {
        const MpyReloc& reloc = relocs[i];
        bool has_count = reloc.destination < kRelocQstrTable;
        size_t run = has_count ? run_length(relocs, i) : 1;
        bool has_address =
            !previous || previous->in_rodata != reloc.in_rodata || previous->word + 1 != reloc.word;
        int kind = reloc.destination + (run > 1 ? 1 : 0);
        int op = kind << 1 | (has_address ? 1 : 0);
        // 0xff would end the stream: the loader cannot express that table entry.
        if (op >= kEndOfRelocs) throw Error("function-table index out of range");
        out.push_back(static_cast<uint8_t>(op));
        if (has_address) put_varuint(out, uint64_t{reloc.word} << 1 | (reloc.in_rodata ? 1 : 0));
        if (run > 1) put_varuint(out, run);
        i += run;
        previous = &relocs[i - 1];
    }
    out.push_back(kEndOfRelocs);
}

}  // namespace

Bytes encode_mpy(const NativeModule& module) {
    Bytes out;
    out.reserve(module.text.size() + module.rodata.size() + module.relocs.size() * 3 + 256);
    uint8_t feature = static_cast<uint8_t>(module.arch << 2 | module.abi);
    if (module.arch_flags) feature |= kFeatureArchFlags;
    put(out, {'M', kVersion, feature, static_cast<uint8_t>(module.small_int_bits)});
    if (module.arch_flags) put_varuint(out, module.arch_flags);
    put_varuint(out, module.qstrs.size());
    // Start code reads its entry of the object table before it uses that for anything else.
    auto none_objects = static_cast<size_t>(module.none_objects);
    bool has_table = module.fun_table_object || !module.starter.empty();
    Bytes objects(std::max<size_t>(none_objects, has_table ? 1 : 0), kObjectNone);
    if (has_table) objects.front() = kObjectFunTable;
    put_varuint(out, objects.size());
    for (const std::string& qstr : module.qstrs) put_qstr(out, qstr);
    put(out, objects);

    if (!module.starter.empty()) {
        put_varuint(out, uint64_t{module.starter.size()} << 3 | kHasChildren | kViper);
        put(out, module.starter);
        put_varuint(out, 0);  // scope flags: nothing keeps it after the import
        put_varuint(out, 1);  // children
    }
    put_varuint(out, uint64_t{module.text.size()} << 3 | kViper);
    put(out, module.text);
    // The relocation flag is always set: without it the loader does not keep text in the GC heap
    // alive.
    uint32_t flags = kFlagRelocs;
    if (!module.rodata.empty()) flags |= kFlagRodata;
    if (module.bss_size) flags |= kFlagBss;
    put_varuint(out, flags);
    if (flags & kFlagRodata) put_varuint(out, module.rodata.size());
    if (flags & kFlagBss) put_varuint(out, module.bss_size);
    put(out, module.rodata);
    put_relocs(out, module.relocs);
    return out;
}

}  // namespace natmod::mpy
