// SPDX-License-Identifier: MIT
// Turns objects that classic modules make at run time into constants for a static table.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "source/raw_source.h"

namespace natmod::migrate {

// A set of words of the source, which may have very many.
class Words {
  public:
    void add(std::string_view word) { few_.insert(word); }
    void add_all(std::deque<std::string_view> words) {
        std::ranges::sort(words);
        many_ = std::move(words);
    }
    bool contains(std::string_view word) const;

  private:
    std::set<std::string_view> few_;
    std::deque<std::string_view> many_;  // sorted
};

// What is known of the names in an expression.
struct Names {
    std::set<std::string, std::less<>> locals;  // variables of mpy_init
    Words variables;                            // of the file, and macros that are no constant
    Words constants;                            // enumerators and macros of the file
    // MP_DYNRUNTIME_MAKE_FUNCTION(FUNCTION): the object to define for the function
    std::map<std::string, std::string, std::less<>> made;
};

// The MP_ROM_... form of an expression that makes an object; nothing if its value is not a
// constant.
std::optional<std::string> rom_value(source::Code value, const Names& names);

// Whether C accepts the expression in a static initializer: numbers, addresses of objects of the
// file or the firmware, functions, qstrs.
bool is_constant(source::Code expression, const Names& names);

// The expression without casts and parentheses around the whole.
source::Code strip_casts(source::Code expression);

// The constants and variables that the file declares at its top level. They stay in its text.
Names names_of_file(const source::SplitSource& source);

}  // namespace natmod::migrate
