// SPDX-License-Identifier: MIT
// Rewrites a source with qstrs where C wants a constant, so that it compiles.
//
// It edits preprocessed text, in which MP_QSTR_x is already `(qstr)natmod_q_x`. So macros, headers
// and conditions do not matter here:
//   switch (E) with case MP_QSTR_x    natmod_case finds E in a table of the switch's qstrs; the
//                                     labels become the numbers it answers, which no qstr has.
//                                     Other labels, default, fall-through stay as they are.
//   NATMOD_QSTR_OBJECT(E)             in the initialiser of a static variable E with the symbols of
//                                     the objects, natmod_q_x_natmod_object; in code a call. With
//                                     NATMOD_REWRITE defined the SDK's MP_ROM_QSTR and
//                                     MP_OBJ_NEW_QSTR are this.
// Lines keep their places, and line markers stay, so messages name the user's lines.
#pragma once

#include <string>
#include <string_view>

namespace natmod::source {

// Ends the name of the symbol of a qstr's object, natmod_q_x_natmod_object.
inline constexpr std::string_view kObjectEnding = "_natmod_object";

// Throws Error with the user's file:line for a switch that cannot be rewritten.
std::string rewrite_text(std::string_view text, bool cxx);

}  // namespace natmod::source
