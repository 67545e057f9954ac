// SPDX-License-Identifier: MIT
#include "base/nearest.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace natmod {
namespace {

// Number of characters to insert, delete, change or swap to get from `a` to `b`; more than `limit`
// counts as limit + 1.
size_t edit_distance(std::string_view a, std::string_view b, size_t limit) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > limit) return limit + 1;
    std::vector<size_t> before(a.size() + 1), last(a.size() + 1), row(a.size() + 1);
    for (size_t i = 0; i <= a.size(); ++i) last[i] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
        row[0] = j;
        for (size_t i = 1; i <= a.size(); ++i) {
            size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[i] = std::min({row[i - 1] + 1, last[i] + 1, last[i - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[i] = std::min(row[i], before[i - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[a.size()];
}

}  // namespace

Nearest::Nearest(std::string_view name)
    : name_(name), limit_(std::max<size_t>(name.size() / 4, 1)) {}

void Nearest::consider(std::string_view candidate) {
    if (limit_ == 0 || candidate == name_) return;
    size_t distance = edit_distance(name_, candidate, limit_);
    if (distance > limit_) return;
    limit_ = distance - 1;  // the next one must be nearer
    best_ = candidate;
}

}  // namespace natmod
