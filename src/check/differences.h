// What behaves otherwise in a native module than in a firmware: for natmod check, which tells it
// of the names that a module uses, and for docs/api.md.
#pragma once

#include <string_view>

#include "abi/arch.h"

namespace natmod {

// One line, or empty if there is no difference. `name` is a function or object, as in an object
// file's symbol table, or a macro.
std::string_view difference_of(std::string_view name);

// The same for a function that makes an object of a float or reads one, where a firmware that
// accepts the architecture's files usually has, or may have, floats of the other precision.
std::string_view precision_note(std::string_view name, const Arch& arch);

}  // namespace natmod
