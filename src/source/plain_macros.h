// SPDX-License-Identifier: MIT
// The macros that a module's own files and its compiler's command define. We expand none of them;
// we look whether one could make a difference to a scan.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "source/raw_source.h"

namespace natmod::source {

// Brackets that are open.
struct BracketDepth {
    int braces = 0, others = 0;
    bool operator==(const BracketDepth&) const = default;
    void count(std::string_view token) {
        if (token.size() != 1) return;
        braces += (token == "{") - (token == "}");
        others += (token == "(" || token == "[") - (token == ")" || token == "]");
    }
};

// Whether a scan looks for that word.
bool matters_to_scan(std::string_view word);

class PlainMacros {
  public:
    // `words` are a #define from the name on. `surely`: under no unknown condition. Returns why it
    // may make a difference; empty if it makes none.
    [[nodiscard]] std::string define(Code words, bool surely);
    void undefine(std::string_view name) { certain_.erase(std::string(name)); }

    // Some file or flag defines it, perhaps under a condition.
    bool may_be(std::string_view name) const { return bodies_.contains(name); }
    // What it surely stands for now.
    std::optional<std::string_view> value(std::string_view name) const;
    // It stands for numbers and text, which no scan looks at.
    bool is_inert(std::string_view name) const {
        Known known;
        return is_inert(name, 0, known);
    }
    // More macros, or words in them, than programs of so many bytes have.
    bool are_many(size_t bytes) const {
        return 4 * bodies_.size() + words_.size() > 4000 + bytes / 6;
    }
    // The word is a macro's name, or in what one stands for.
    bool mentions(std::string_view word) const { return words_.contains(word); }

  private:
    // What was found; while a name is looked at, it is not inert: it stands for itself.
    using Known = std::map<std::string, bool, std::less<>>;
    bool is_inert(std::string_view name, int depth, Known& known) const;

    std::map<std::string, std::vector<std::string>, std::less<>> bodies_;
    std::map<std::string, std::string, std::less<>> certain_;
    std::set<std::string, std::less<>> words_;
};

}  // namespace natmod::source
