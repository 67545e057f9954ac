// SPDX-License-Identifier: MIT
#include "check/precision.h"

#include <algorithm>

namespace natmod::check {

// Firmware of several architectures may accept one file. natmod/float.h has the names on ARM and
// RISC-V.
std::string_view precision_note(std::string_view name, const abi::Arch& arch) {
    for (std::string_view prefix : {"mp_obj_", "natmod_memory_"})
        if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    bool some_double = std::ranges::any_of(abi::hosts_of(arch.number), &abi::Arch::double_floats);
    if ((name == "new_float_from_f" || name == "get_float_to_f") && some_double)
        return "single floats: firmware with double ones (STM32H7, i.MX RT, Unix) gives and gets "
               "24 bits of them, and what is beyond 3.4e38 as infinity";
    if ((name == "new_float_from_d" || name == "get_float_to_d") && !arch.double_floats)
        return "double floats: firmware with single ones, as boards of this architecture have, "
               "keeps 24 bits of them, and what is beyond 3.4e38 as infinity";
    return {};
}

}  // namespace natmod::check
