// SPDX-License-Identifier: MIT
// A union of Python types, as text. "&NAME" stands for the class of that C type, until it is known
// how a stub names it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace natmod::stubs {

inline constexpr std::string_view kAny = "Any";

class Types {
  public:
    Types() = default;
    Types(std::string_view name) { add(name); }

    void add(std::string_view name);  // or several: "str | bytes"
    void add(const Types& others) {
        for (const std::string& name : others.names_) add(name);
    }
    // Nothing is known, or everything possible.
    bool is_any() const { return names_.empty() || names_.front() == kAny; }
    bool empty() const { return names_.empty(); }
    const std::vector<std::string>& names() const { return names_; }

    bool operator==(const Types&) const = default;

  private:
    std::vector<std::string> names_;  // in the order of their first mention, but None last
};

}  // namespace natmod::stubs
