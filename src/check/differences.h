// What behaves otherwise in a native module than in a firmware: for natmod check, which tells it
// of the names that a module uses, and for docs/api.md.
#pragma once

#include <string_view>

namespace natmod {

// One line, or empty if there is no difference. `name` is a function or object, as in an object
// file's symbol table, or a macro.
std::string_view difference_of(std::string_view name);

}  // namespace natmod
