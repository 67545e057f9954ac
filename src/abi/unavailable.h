// Names of MicroPython that no native module can have, or that only a port has: for natmod check,
// which says what to do instead.
#pragma once

#include <string_view>

namespace natmod {

struct Unavailable {
    std::string_view reason;  // why: "the firmware's compiler is not in the function table"
    std::string_view remedy;
    bool port = false;  // it is a port's: a module that uses it depends on a port
};

// nullptr if nothing is known about the name. Lives as long as the program.
const Unavailable* find_unavailable(std::string_view name);

}  // namespace natmod
