// Hostile object files and archives: reading every part of them.

#include "base/error.h"
#include "elf/archive.h"
#include "elf/object.h"
#include "elf_samples.h"
#include "fuzz.h"

using namespace natmod;
using namespace natmod::elf;

namespace {

void read_object(std::span<const uint8_t> bytes) {
    ElfObject object = parse_elf(bytes, "fuzz.o");
    for (uint32_t i = 0; i < object.sections.size(); i++) {
        bool has_addends = false;
        object.relocs(i, has_addends);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::span<const uint8_t> bytes(data, size);
    try {
        if (!is_archive(bytes)) {
            read_object(bytes);
            return 0;
        }
        for (const ArchiveMember& member : parse_archive(bytes, "fuzz.a").members) {
            if (is_elf(member.data)) read_object(member.data);
        }
    } catch (const Error&) {
        // the answer to a bad file
    }
    return 0;
}

std::vector<std::vector<uint8_t>> fuzz_seeds() {
    using namespace elf_samples;
    return {object(kX64), object(kX86), object(kArm), object(kRiscv32), archive(object(kX64))};
}
