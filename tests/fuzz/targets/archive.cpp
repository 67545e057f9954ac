// SPDX-License-Identifier: MIT
// Archives, and the objects in them.

#include "elf/archive.h"
#include "../elf_samples.h"
#include "../targets.h"
#include "elf/object.h"

namespace natmod::fuzz {

void read_archive(Input bytes) {
    keep(elf::is_archive(bytes));
    for (const elf::ArchiveMember& member : elf::parse_archive(bytes, "fuzz.a").members)
        if (elf::is_elf(member.data)) keep(elf::parse_elf(member.data, member.name));
}

std::vector<Bytes> archives() {
    using namespace elf_samples;
    return {archive(object(kX64)), archive(object(kArm))};
}

}  // namespace natmod::fuzz
