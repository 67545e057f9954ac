// SPDX-License-Identifier: MIT
// What the slots of a type make of it in Python.
#pragma once

#include <vector>

#include "stubs/inference.h"
#include "stubs/model.h"

namespace natmod::stubs {

// The methods that Python calls for len(x), x + y, x[i], x() and the like.
std::vector<Member> members_of_slots(const Inference& inference, const Unit& unit,
                                     const TypeObject& type);

// The attributes that the attr slot's function compares names with. One that it looks up in some
// other way becomes __getattr__.
std::vector<Member> members_of_attr(const Inference& inference, const Unit& unit,
                                    const TypeObject& type);

}  // namespace natmod::stubs
