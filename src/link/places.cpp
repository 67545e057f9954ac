// SPDX-License-Identifier: MIT
// Finds where in the source something is, for messages. Code is in the object's line table. For
// data, which line tables do not cover, this looks into the source that the object is named after.

#include <cxxabi.h>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "elf/line_table.h"
#include "link/context.h"
#include "source/object_names.h"

namespace natmod::link {

std::string demangled(std::string_view name) {
    std::string mangled(name);
    if (!name.starts_with("_Z")) return mangled;
    int status = 0;
    std::unique_ptr<char, decltype(&std::free)> text(
        ::abi::__cxa_demangle(mangled.c_str(), nullptr, nullptr, &status), &std::free);
    return text ? text.get() : mangled;
}

const Symbol* symbol_around(const InputSection& section, uint64_t offset) {
    for (uint8_t type : {STT_FUNC, STT_OBJECT})
        for (const Symbol* symbol : section.file->symbols)
            if (symbol->section == &section && symbol->type == type && offset >= symbol->value &&
                offset - symbol->value < symbol->size)
                return symbol;
    return nullptr;
}

Place place_in_source(const InputSection& section, uint64_t offset, std::string_view name) {
    const ObjectFile& file = *section.file;
    if (Place line = source_line(file.elf, section.index, offset)) return line;
    auto source =
        file.archive ? std::filesystem::path() : source::source_of_object(file.name(), {});
    if (source.empty()) return file.name();
    const Symbol* user = symbol_around(section, offset);
    return source::line_of_word(source, name, user ? user->name : std::string_view());
}

}  // namespace natmod::link
