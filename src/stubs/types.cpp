// SPDX-License-Identifier: MIT
#include "stubs/types.h"

#include <algorithm>

namespace natmod::stubs {

void Types::add(std::string_view name) {
    constexpr std::string_view kNone = "None", kOr = " | ";
    if (size_t at = name.find(kOr); at != std::string_view::npos) {
        add(name.substr(0, at));
        return add(name.substr(at + kOr.size()));
    }
    if (is_any() && !names_.empty()) return;
    if (name == kAny || name == "object") {
        // object in a union says no more than it does alone.
        if (names_.empty() || name == kAny || names_.front() != name) names_ = {std::string(name)};
        return;
    }
    if (!names_.empty() && names_.front() == "object") return;
    if (std::ranges::find(names_, name) != names_.end()) return;
    bool before_none = name != kNone && !names_.empty() && names_.back() == kNone;
    names_.insert(before_none ? names_.end() - 1 : names_.end(), std::string(name));
}

}  // namespace natmod::stubs
