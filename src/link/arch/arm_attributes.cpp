// ARM's objects have a section of attributes: "ELF for the Arm Architecture" and "Addenda to the
// ABI", build attributes.
#include "link/arch/arm_attributes.h"

#include <algorithm>

namespace natmod::link {
namespace {

// The attributes of a whole file by number. Anything unexpected ends the reading.
class ArmAttributes {
  public:
    explicit ArmAttributes(std::span<const uint8_t> bytes) : rest_(bytes) {
        constexpr std::string_view kVendor = "aeabi";
        constexpr uint64_t kWholeFile = 1;
        if (number() != 'A') return;
        skip(4);  // the size of this vendor's part
        if (text() != kVendor || number() != kWholeFile) return;
        skip(4);
        while (!rest_.empty()) read_attribute();
    }

    uint64_t float_model = 0;      // 0: the object does nothing with floats
    uint64_t float_arguments = 0;  // 0 integer registers, 1 the FPU's

  private:
    void read_attribute() {
        constexpr uint64_t kRawName = 4, kName = 5, kCompatibility = 32;
        constexpr uint64_t kFloatModel = 23, kFloatArguments = 28;
        uint64_t tag = number();
        if (tag == kCompatibility) number();
        bool odd_text = tag > kCompatibility && tag % 2 == 1;
        if (tag == kRawName || tag == kName || tag == kCompatibility || odd_text) {
            text();
            return;
        }
        uint64_t value = number();
        if (tag == kFloatModel) float_model = value;
        if (tag == kFloatArguments) float_arguments = value;
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

FloatAbi arm_float_abi(const ElfObject& elf) {
    for (const ElfSection& section : elf.sections) {
        if (section.name != ".ARM.attributes") continue;
        ArmAttributes attributes(section.data);
        if (attributes.float_model == 0 || attributes.float_arguments > 1) return FloatAbi::any;
        return attributes.float_arguments == 1 ? FloatAbi::fpu : FloatAbi::integer;
    }
    return FloatAbi::any;
}

}  // namespace natmod::link
