// SPDX-License-Identifier: MIT
// The one table of names that a link can leave to the firmware: what the function table, the
// loader or a look-up at import supplies. Source of the numbers: MicroPython's py/nativeglue.c.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "abi/arch.h"
#include "abi/fixup_stream.h"

namespace natmod::abi {

enum class ApiKind : uint8_t {
    entry,       // the symbol's value is the contents of a function-table entry
    fun_table,   // address of the function table
    qstr_table,  // address of the file's qstr table, uint16_t[]
    obj_table,   // address of the file's object table, mp_obj_t[]
    found,       // address of an object that the runtime looks up while the module is imported
};

struct ApiSymbol {
    std::string_view name;  // as code refers to it
    ApiKind kind = ApiKind::entry;
    // Function-table index for ABI sub-versions 1, 2, 3; -1 where the table has no such entry.
    // Used by ApiKind::entry, FIND_TYPE_OF_ENTRY and FIND_TYPE_SLOT.
    std::array<int8_t, kMaxAbi> index = {-1, -1, -1};
    natmod_find_how how = FIND_BUILTIN;
    std::string_view module = {};     // FIND_MODULE_ATTR
    std::string_view attribute = {};  // FIND_BUILTIN, FIND_MODULE_ATTR, FIND_BUILTIN_SLOT
    uint8_t slot = 0;  // FIND_TYPE_SLOT, FIND_BUILTIN_SLOT: make_new 0, print 1, ... locals_dict 11

    // Function-table index for that sub-version, -1 if there is none.
    int entry(int abi) const { return index[static_cast<size_t>(abi - kMinAbi)]; }
    bool available(int abi) const;
};

// What the name means to modules of that sub-version; nullptr if the firmware does not supply it.
const ApiSymbol* find_api(std::string_view name, int abi);

// Every name, sorted; a name whose meaning differs between sub-versions occurs more than once.
std::span<const ApiSymbol> all_api();

}  // namespace natmod::abi
