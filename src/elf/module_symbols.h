// SPDX-License-Identifier: MIT
// The symbol file of a module: from offsets in its text to functions and lines.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/file.h"
#include "elf/line_table.h"
#include "elf/object.h"

namespace natmod::elf {

class ModuleSymbols {
  public:
    // Throws Error.
    explicit ModuleSymbols(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }
    const ElfObject& object() const { return object_; }
    std::span<const uint8_t> text() const { return text_.data; }
    uint64_t text_address() const { return text_.address; }  // in the file

    // The offset in text of an address, which may have a bit for the instruction set; nothing if it
    // is outside of text that begins at `base`.
    std::optional<uint64_t> offset_of(uint64_t address, uint64_t base) const;

    // nullptr: code of the linker.
    const ElfSymbol* function_at(uint64_t offset) const;
    uint64_t offset_of(const ElfSymbol& function) const;
    Place line_at(uint64_t offset) const;

  private:
    std::filesystem::path path_;
    MappedFile file_;
    ElfObject object_;
    ElfSection text_;
    uint64_t thumb_bit_ = 0;  // of a code address, and no part of it
};

}  // namespace natmod::elf
