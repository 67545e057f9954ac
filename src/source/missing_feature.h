// Recognises features of C++ that a module lacks in the words of compilers.
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"

namespace natmod::source {

// The first of a compiler's errors about exceptions or run-time type information, which are
// switched off: the compiler's place, our words and the remedy.
std::optional<Message> missing_feature(std::string_view compiler_output);

}  // namespace natmod::source
