// Guesses which qstrs a module uses from the text of its sources alone. In a clean build the
// compiler need not wait for the scan then, whose header is nearly always what the guess says. A
// wrong guess costs only time: build.cpp builds again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/module.h"

namespace natmod {

// Text of module.qstr.h as `natmod init` will write it if the guess is right; nothing where only
// the preprocessor can tell: names made by ##, root pointers, qstrs as case labels, QSTR_DEFS.
std::optional<std::string> guess_qstr_header(const ModuleDescription& module);

// The identifiers after MP_QSTR_ in C text, outside comments and literals, in order.
std::vector<std::string> qstr_identifiers(std::string_view text);

}  // namespace natmod
