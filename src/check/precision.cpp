#include "check/precision.h"

namespace natmod {

// ARM files are accepted by every larger ARM firmware, and those with a double-precision FPU have
// double floats; so have the ports for a PC. Names on ARM and RISC-V: natmod/float.h.
std::string_view precision_note(std::string_view name, const Arch& arch) {
    for (std::string_view prefix : {"mp_obj_", "natmod_memory_"})
        if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    bool boards_single = arch.name != "x86" && arch.name != "x64" && arch.name != "rv64imc" &&
                         arch.name != "armv7emdp";
    if ((name == "new_float_from_f" || name == "get_float_to_f") &&
        (arch.family == Family::arm || !boards_single))
        return "single floats: firmware with double ones (STM32H7, i.MX RT, Unix) gives and gets "
               "24 bits of them, and what is beyond 3.4e38 as infinity";
    if ((name == "new_float_from_d" || name == "get_float_to_d") && boards_single)
        return "double floats: firmware with single ones, as boards of this architecture have, "
               "keeps 24 bits of them, and what is beyond 3.4e38 as infinity";
    return {};
}

}  // namespace natmod
