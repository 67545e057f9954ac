// SPDX-License-Identifier: MIT
// Pieces of work in processes of their own, several at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace natmod {

// Set in the environment of such a process if what it prints ends on a terminal.
inline constexpr const char* kOnTerminal = "NATMOD_ON_TERMINAL";

// How many processors this machine has, at least 1.
int processors();

// Calls work(0), ..., work(count - 1), each in a copy of this process, `most` at a time, and hands
// what they return to `take`, in this order. So is what they print: that of the first that runs as
// it comes, that of others later. A piece that does not end well returns nothing. If there is only
// one, or one at a time, all runs in this process.
void side_by_side(size_t count, int most, const std::function<std::string(size_t)>& work,
                  const std::function<void(size_t, const std::string&)>& take);

}  // namespace natmod
