// SPDX-License-Identifier: MIT
#include "elf/arm_attributes.h"

#include <algorithm>

namespace natmod::elf {
namespace {

// Reads the attributes of a whole file. Anything unexpected ends the reading.
class AttributeReader {
  public:
    explicit AttributeReader(std::span<const uint8_t> bytes) : rest_(bytes) {
        constexpr std::string_view kVendor = "aeabi";
        constexpr uint64_t kWholeFile = 1;
        if (number() != 'A') return;
        skip(4);  // the size of this vendor's part
        if (text() != kVendor || number() != kWholeFile) return;
        skip(4);
        while (!rest_.empty()) read_attribute();
    }

    ArmAttributes attributes;

  private:
    uint64_t* field(uint64_t tag) {
        switch (tag) {
            case 6:
                return &attributes.cpu_arch;
            case 9:
                return &attributes.thumb;
            case 10:
                return &attributes.fpu;
            case 23:
                return &attributes.float_model;
            case 27:
                return &attributes.single_only;
            case 28:
                return &attributes.float_arguments;
            default:
                return nullptr;
        }
    }

    void read_attribute() {
        constexpr uint64_t kRawName = 4, kName = 5, kCompatibility = 32;
        uint64_t tag = number();
        if (tag == kCompatibility) number();
        bool odd_text = tag > kCompatibility && tag % 2 == 1;
        if (tag == kRawName || tag == kName || tag == kCompatibility || odd_text) {
            text();
            return;
        }
        uint64_t value = number();
        if (uint64_t* known = field(tag)) *known = value;
    }

    void skip(size_t n) { rest_ = rest_.subspan(std::min(n, rest_.size())); }

    uint64_t number() {
        uint64_t value = 0;
        for (int shift = 0; !rest_.empty() && shift < 64; shift += 7) {
            uint8_t byte = rest_[0];
            skip(1);
            value |= static_cast<uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) break;
        }
        return value;
    }

    std::string_view text() {
        auto end = std::find(rest_.begin(), rest_.end(), uint8_t{0});
        auto length = static_cast<size_t>(end - rest_.begin());
        std::string_view result(reinterpret_cast<const char*>(rest_.data()), length);
        skip(length + 1);
        return result;
    }

    std::span<const uint8_t> rest_;
};

}  // namespace

ArmAttributes arm_attributes(const ElfObject& elf) {
    for (const ElfSection& section : elf.sections) {
        if (section.name != ".ARM.attributes") continue;
        ArmAttributes attributes = AttributeReader(section.data).attributes;
        attributes.found = true;
        return attributes;
    }
    return {};
}

}  // namespace natmod::elf
