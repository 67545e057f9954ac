// SPDX-License-Identifier: MIT
// Finds the name nearest to one that does not exist: most likely the one that was meant.
#pragma once

#include <cstddef>
#include <string_view>

namespace natmod {

class Nearest {
  public:
    explicit Nearest(std::string_view name);
    // The candidate must outlive this object.
    void consider(std::string_view candidate);
    // Empty if no candidate is near: a quarter of the name's length in edits, but at least one.
    std::string_view best() const { return best_; }

  private:
    std::string_view name_;
    std::string_view best_;
    size_t limit_;  // edits that the next one may need
};

}  // namespace natmod
