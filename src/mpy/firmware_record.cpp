// SPDX-License-Identifier: MIT
#include "mpy/firmware_record.h"

#include <string_view>

#include "abi/firmware_identity.h"
#include "mpy/describe.h"

namespace natmod::mpy {
namespace {

constexpr size_t kWord = sizeof(uint32_t);

std::string_view as_text(std::span<const uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The record whose mark is at that word of the text.
FirmwareRecord record_at(std::span<const uint8_t> text, size_t at) {
    size_t words = text.size() / kWord;
    auto word = [&](size_t i) { return static_cast<uint32_t>(word_at(text, i, kWord)); };
    FirmwareRecord record;
    if (at + IDENTITY_HEAD_WORDS > words) return record;
    record.table = word(at + 1);
    for (size_t i = at + IDENTITY_HEAD_WORDS; i + IDENTITY_SPAN_WORDS <= words;
         i += IDENTITY_SPAN_WORDS) {
        uint32_t shape = word(i + 1);
        record.is_complete = shape == 0;
        if (record.is_complete) break;
        record.spans.push_back({static_cast<int32_t>(word(i)), shape >> IDENTITY_COUNT_AT,
                                (shape & IDENTITY_POINTERS) != 0, word(i + 2)});
    }
    return record;
}

// The error's text is a constant of the module like any other.
std::string error_text(const RawCode& code) {
    constexpr std::string_view kStart = "built for ";
    for (std::string_view block : {as_text(code.text), as_text(code.rodata)}) {
        size_t at = block.find(kStart);
        if (at == block.npos) continue;
        return std::string(block.substr(at, block.find('\0', at) - at));
    }
    return {};
}

}  // namespace

std::optional<FirmwareRecord> find_firmware(const RawCode& code) {
    for (size_t at = 0; at < code.text.size() / kWord; ++at) {
        if (static_cast<uint32_t>(word_at(code.text, at, kWord)) != IDENTITY_MARK) continue;
        FirmwareRecord record = record_at(code.text, at);
        record.text = error_text(code);
        return record;
    }
    return {};
}

}  // namespace natmod::mpy
