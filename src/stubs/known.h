// SPDX-License-Identifier: MIT
// MicroPython's functions, by what they say of their arguments and what they return.
#pragma once

#include <cstddef>
#include <string_view>

namespace natmod::stubs {

// A function that raises an exception if its argument is of another type, or asks for the type.
struct Taker {
    std::string_view function;
    size_t argument;
    std::string_view type;
};

// nullptr if there is none. An empty type says that the call shows none and needs none.
const Taker* find_taker(std::string_view function, size_t argument);

// The type of what that function or macro makes; empty if unknown.
std::string_view made_by(std::string_view function);

// A type or function of the firmware, in Python; empty if unknown.
std::string_view firmware_type(std::string_view type_object);
// Parameters and result: "(self, /) -> int".
std::string_view firmware_function(std::string_view function_object);

}  // namespace natmod::stubs
