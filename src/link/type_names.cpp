// SPDX-License-Identifier: MIT
// Names of types. `mp_obj_type_t.name` has 16 bits, too few for a relocation. Beside the type,
// MP_DEFINE_CONST_OBJ_TYPE therefore puts a record of two words into section .natmod.type_names:
// the address of the type and the qstr of its name.

#include <fmt/core.h>

#include "link/context.h"

namespace natmod::link {

std::vector<TypeName> live_type_names(const Context& ctx) {
    std::vector<TypeName> result;
    auto word = static_cast<uint64_t>(ctx.word);
    for (const ObjectFile& file : ctx.files) {
        for (uint32_t index : file.type_names) {
            const std::vector<Reloc>& relocs = file.sections[index]->relocs;
            for (size_t i = 0; i < relocs.size(); i += 2) {
                const Reloc& type = relocs[i];
                bool whole = i + 1 < relocs.size() && type.offset % (2 * word) == 0 &&
                             relocs[i + 1].offset == type.offset + word;
                const Symbol* name = whole ? relocs[i + 1].symbol : nullptr;
                if (!whole || name->late.kind != ValueKind::qstr_number ||
                    type.symbol->kind != SymbolKind::section)
                    throw Error(Finding{file.name(), fmt::format("{} is not made of pairs of a "
                                                                 "type and a qstr",
                                                                 file.sections[index]->name)});
                if (!type.symbol->section->live) continue;
                result.push_back({type.symbol->section,
                                  type.symbol->value + static_cast<uint64_t>(type.addend),
                                  name->late.index, name});
            }
        }
    }
    return result;
}

}  // namespace natmod::link
