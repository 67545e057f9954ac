// SPDX-License-Identifier: MIT
// What the bodies of C functions show of the objects that they take and return. A type that is
// given holds for every call that works; where a body does not show one, it is Any.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "stubs/types.h"
#include "stubs/unit.h"

namespace natmod::stubs {

// A function, in the source that has it.
struct Place {
    const Unit* unit = nullptr;
    const Function* function = nullptr;
};

// What is looked for in a body: NAME, NAME[index] or NAME[index].u_obj.
struct Subject {
    std::string_view name;
    int index = -1;
    bool of_table = false;  // an mp_arg_val_t, of which the member u_obj counts
};

constexpr int kDeepestCall = 6;  // that is followed

class Inference {
  public:
    explicit Inference(const Sources& sources) : sources_(sources) {}

    Place find(std::string_view function, const Unit* unit) const;

    // What the function takes there.
    Types taken(const Place& place, const Subject& subject, int depth = 0) const;
    // The same, of the tokens in `within` alone.
    Types taken(const Place& place, const Subject& subject, Range within, int depth) const;
    // What it returns. "Self" is its first parameter.
    Types returned(const Place& place) const;
    // Of an expression in its body.
    Types value(const Place& place, Range expression, int depth = 0) const;

    // Where a whole array of arguments goes: the functions that it is handed to, with the parameter
    // there and what is added to the array.
    struct Handed {
        Place to;
        std::string_view parameter;
        size_t open = 0;  // of the call's arguments
        size_t argument = 0;
        std::string_view callee;
        int offset = 0;
    };
    std::vector<Handed> handed_on(const Place& place, std::string_view array) const;

    // The C type that a type object has in Python: "&NAME" for one of the module's own.
    Types class_of(std::string_view type_object) const;

  private:
    // What one use of the subject shows. No types: it has no say.
    struct Shown {
        Types types = {};
        bool only_asked = false;  // whether it is of that type
    };
    Shown use(const Place& place, Range subject, const Subject& of, int depth) const;
    Shown in_call(const Place& place, const Subject& of, size_t open, size_t argument,
                  int depth) const;
    Types local_value(const Place& place, std::string_view variable, int depth) const;
    Types pointer_value(const Place& place, Range expression) const;
    bool is_checked(const Place& place, const Subject& subject) const;

    const Sources& sources_;
    // What is known already; nothing yet, where a function calls itself.
    mutable std::map<const Function*, Types> returned_;
    mutable std::map<std::tuple<const Function*, std::string_view, int, bool>, Types> taken_;
};

// The parenthesis of the call whose argument begins at `first`, and which argument it is. The open
// parenthesis is 0 if there is no such call.
std::pair<size_t, size_t> enclosing_call(const Unit& unit, size_t first);

}  // namespace natmod::stubs
