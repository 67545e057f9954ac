// SPDX-License-Identifier: MIT
// A checked view of an `ar` archive as GNU ar writes it, with or without a symbol index; it reads
// BSD's long names too. The bytes belong to somebody else.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::elf {

struct ArchiveMember {
    std::string name;
    std::span<const uint8_t> data;
};

struct ArchiveIndexEntry {
    std::string_view symbol;
    uint32_t member;  // in range
};

struct Archive {
    std::vector<ArchiveMember> members;    // without index and name table
    bool has_index = false;                // whether the file has an index (it may be empty)
    std::vector<ArchiveIndexEntry> index;  // in the file's order
};

// True for a thin archive as well, which parse_archive() refuses.
bool is_archive(std::span<const uint8_t> bytes);

// Throws Error with `name` as the place.
Archive parse_archive(std::span<const uint8_t> bytes, const std::string& name);

}  // namespace natmod::elf
