// SPDX-License-Identifier: MIT
// What compilers write beside an object about the stack of its functions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace natmod::link {

// Of one function.
struct Frame {
    uint64_t bytes = 0;
    bool known = false;
    bool varies = false;             // an array of a size that is known at run time comes on top
    bool pointers = false;           // it calls through pointers
    bool with_calls = false;         // else `calls` and `pointers` say nothing
    std::vector<std::string> calls;  // symbols
};

struct Frames {
    std::map<std::string, Frame, std::less<>> functions;  // by symbol

    // gcc names copies of f() that it made f.constprop.0, and in some places f.constprop.
    const Frame* find(std::string_view symbol) const;
};

// Adds what -fcallgraph-info=su makes gcc write, a graph for VCG.
void read_call_graph(std::string_view text, Frames& frames);

// Adds what -fstack-usage makes gcc and clang write: lines FILE:LINE:COLUMN:NAME, bytes, kind. gcc
// names functions of C++ as the source does, so those are not found.
void read_stack_usage(std::string_view text, Frames& frames);

// Of the compiler's files beside the object, as far as there are any.
Frames frames_beside(const std::filesystem::path& object);

}  // namespace natmod::link
