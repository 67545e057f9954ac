// SPDX-License-Identifier: MIT
// Replaces byte ranges of a source.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "source/raw_source.h"

namespace natmod::migrate {

struct Edit {
    size_t begin = 0, end = 0;
    std::string text;
};

using Edits = std::deque<Edit>;

// The source with all edits done. They must not overlap.
std::string apply_edits(std::string_view source, Edits edits);

// The edit that removes a range with its line, and one of two empty lines that would meet.
Edit removal(std::string_view source, size_t begin, size_t end);

// Where the comments in the lines directly above `begin` start; `begin` if there are none. `rest`
// has all comments and directives of the source.
size_t comments_above(source::Code rest, std::string_view source, size_t begin);

}  // namespace natmod::migrate
