// SPDX-License-Identifier: MIT
// How a function is called from Python.
#pragma once

#include <string>
#include <string_view>

#include "stubs/inference.h"
#include "stubs/model.h"

namespace natmod::stubs {

enum class Bound { no, to_object, to_class };

// Of a function object. A bound one has the object or class as its first argument.
Signature signature_of(const Inference& inference, const Unit& unit, const FunctionObject& object,
                       Bound bound);

// Of a slot with the parameters (..., n_args, n_kw, args): make_new and call.
Signature signature_of_slot(const Inference& inference, const Place& place);

// Names the parameters that have no name in C as the documentation does, which begins with a call
// of the function: "rect(x, y, width, height)".
void name_from_doc(std::string_view doc, Signature& signature);

// Whether Python accepts it as a name.
bool is_identifier(std::string_view name);

}  // namespace natmod::stubs
