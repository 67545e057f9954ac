// SPDX-License-Identifier: MIT
// The relocations of a native element: where they are, what they add, and what is there before.

#include <algorithm>

#include "base/error.h"
#include "mpy/describe.h"
#include "mpy/offsets.h"
#include "mpy/verify_parts.h"

namespace natmod::mpy {
namespace {

std::string_view block_name(bool in_rodata) {
    return in_rodata ? "rodata" : "text";
}

uint64_t words_of(const RawCode& code, bool in_rodata, int word_size) {
    return (in_rodata ? code.rodata : code.text).size() / static_cast<size_t>(word_size);
}

Place place_of(const RawCode& code, const MpyReloc& reloc, int word_size) {
    uint64_t first =
        reloc.in_rodata ? padded_bss(code, word_size) / static_cast<uint64_t>(word_size) : 0;
    return {reloc.in_rodata, first + reloc.word};
}

void check_destination(Verification& verification, const RawCode& code, const RelocRun& run) {
    auto refers_to = [&](std::string_view what) {
        verification.error("relocation at byte {}: refers to {}, and there is none", run.offset,
                           what);
    };
    if (run.destination == kRelocRodata && code.rodata.empty()) refers_to("rodata");
    if (run.destination == kRelocBss && code.bss_size == 0) refers_to("bss");
    if (run.destination == kRelocObjTable && verification.file.objects.empty())
        refers_to("an object");
    if (run.destination >= kRelocFunTableEntry) {
        verify_table_entry(verification,
                           static_cast<uint64_t>(run.destination - kRelocFunTableEntry),
                           "relocation", run.offset);
    }
}

// Bytes behind the destination's address that an offset may lead to; nothing if it may be any.
std::optional<uint64_t> reach(const Verification& verification, const RawCode& code,
                              int destination) {
    auto word = static_cast<uint64_t>(verification.word);
    switch (destination) {
        case kRelocText:
            return code.text.size();
        case kRelocRodata:
            return code.rodata.size();
        case kRelocBss:
            return padded_bss(code, verification.word) + code.rodata.size();
        case kRelocQstrTable:
            return verification.file.qstrs.size() * sizeof(uint16_t);
        case kRelocObjTable:
            return verification.file.objects.size() * word;
        case kRelocFunTable:
            // A module for one firmware reaches all of it from there.
            if (verification.for_one_firmware) return {};
            return static_cast<uint64_t>(function_table_size(verification.file.abi)) * word;
        default:
            return reach_of_entry(static_cast<uint64_t>(destination - kRelocFunTableEntry),
                                  verification.file.abi, verification.word);
    }
}

// Checks the offset that the word already holds.
void check_offset(Verification& verification, const RawCode& code, const MpyReloc& reloc) {
    uint64_t value =
        word_at(reloc.in_rodata ? code.rodata : code.text, reloc.word, verification.word);
    auto size = reach(verification, code, reloc.destination);
    if (!size) return;
    verify_offset(verification, "relocation", {reloc.in_rodata, reloc.word}, value, *size,
                  reloc.destination >= kRelocFunTableEntry);
}

}  // namespace

bool is_anchor(const RawCode& code, const MpyReloc& reloc, int word_size) {
    int first = code.bss_size != 0 ? kRelocBss : kRelocRodata;
    return !reloc.in_rodata && reloc.destination == first &&
           word_at(code.text, reloc.word, word_size) == 0;
}

void verify_table_entry(Verification& verification, uint64_t entry, std::string_view what,
                        size_t offset) {
    auto size = static_cast<uint64_t>(function_table_size(verification.file.abi));
    if (entry < size) return;
    verification.error("{} at byte {}: function-table entry {}, sub-version {} has {}", what,
                       offset, entry, verification.file.abi, size);
}

void verify_offset(Verification& verification, std::string_view what, const Place& place,
                   uint64_t value, uint64_t size, bool strict) {
    if (value <= size) return;
    bool is_fault = strict || is_far_outside(value, size, verification.word);
    auto text = fmt::format("{}: word {} of {} points outside its block (0x{:x} of 0x{:x} bytes)",
                            what, place.second, block_name(place.first), value, size);
    verification.add(!is_fault, std::move(text));
}

std::optional<uint64_t> word_of(const RawCode& code, const Place& place, int word_size) {
    uint64_t bss = padded_bss(code, word_size) / static_cast<uint64_t>(word_size);
    if (!place.first) return word_at(code.text, place.second, word_size);
    if (place.second < bss) return {};
    return word_at(code.rodata, place.second - bss, word_size);
}

void Places::finish(const std::function<void(const Place&)>& repeated) {
    std::ranges::sort(words_);
    for (size_t i = 1; repeated && i < words_.size(); ++i)
        if (words_[i] == words_[i - 1]) repeated({(words_[i] & 1) != 0, words_[i] >> 1});
}

bool Places::contains(const Place& place) const {
    return std::ranges::binary_search(words_, place.second << 1 | (place.first ? 1 : 0));
}

Places late_words(const Verification& verification, const RawCode& code, const StartData& start) {
    Places late;
    auto relocs = expand_relocs(code, verification.word);
    late.reserve(relocs.size() + (start.fixups ? start.fixups->fixups.size() : 0));
    for (const MpyReloc& reloc : relocs) late.add(place_of(code, reloc, verification.word));
    if (start.fixups)
        for (const Fixup& fixup : start.fixups->fixups) late.add({fixup.in_ram, fixup.word});
    if (start.globals)
        for (const PackedGlobals::Word& word : start.globals->words) late.add({false, word.word});
    auto word = static_cast<uint64_t>(verification.word);
    if (start.globals)
        for (const PackedGlobals::Value& value : start.globals->values)
            if (value.kind == PackedKind::function)
                for (uint64_t i : {0, 1})
                    late.add({start.globals->tables_in_ram,
                              static_cast<uint64_t>(value.value) / word + i});
    late.finish();
    return late;
}

bool verify_reloc_runs(Verification& verification, const RawCode& code) {
    bool inside = true;
    for (const RelocRun& run : code.relocs) {
        uint64_t words = words_of(code, run.in_rodata, verification.word);
        if (run.end() > words) {
            verification.error("relocation at byte {}: word {} of {} words of {}", run.offset,
                               run.end() - 1, words, block_name(run.in_rodata));
            inside = false;
        }
        check_destination(verification, code, run);
    }
    return inside;
}

void verify_relocs(Verification& verification, const RawCode& code, const StartData& start) {
    Places fixed;
    if (start.fixups) {
        fixed.reserve(start.fixups->fixups.size());
        for (const Fixup& fixup : start.fixups->fixups) fixed.add({fixup.in_ram, fixup.word});
    }
    fixed.finish();
    bool in_chains = start.fixups && start.fixups->is_chain;
    std::array<std::vector<bool>, 2> seen;  // words of text and of rodata
    for (bool in_rodata : {false, true})
        seen[in_rodata].resize(words_of(code, in_rodata, verification.word));
    bool anchored = false;
    for (const MpyReloc& reloc : expand_relocs(code, verification.word)) {
        Place place = place_of(code, reloc, verification.word);
        bool is_fixed = fixed.contains(place);
        bool is_second = seen[reloc.in_rodata][reloc.word];
        seen[reloc.in_rodata][reloc.word] = true;
        if (is_second || (is_fixed && !in_chains)) {
            verification.error("relocation: word {} of {} is relocated twice", reloc.word,
                               block_name(reloc.in_rodata));
        }
        if (is_fixed) continue;  // a link holds no offset
        check_offset(verification, code, reloc);
        anchored |= is_anchor(code, reloc, verification.word);
    }
    if (code.bss_size + code.rodata.size() == 0 || anchored) return;
    auto text = fmt::format(
        "code at byte {}: no word of text holds the start of the RAM block, so some boards may "
        "free it",
        code.offset);
    verification.add(!verification.file.announces_checksum, std::move(text));
}

}  // namespace natmod::mpy
