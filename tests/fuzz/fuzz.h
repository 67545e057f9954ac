// SPDX-License-Identifier: MIT
// Fuzzing: what a target is. Each is one file of targets/ and one row of targets.cpp.
//
// smoke.cpp runs them for a moment in CTest; libfuzzer.cpp, built with -DNATMOD_FUZZ=ON and clang,
// runs them for long (`make fuzz`). tests/fuzz/corpus/NAME has inputs to start from, and
// tests/fuzz/dictionaries/NAME.dict words of the format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::fuzz {

using Bytes = std::vector<uint8_t>;
using Input = std::span<const uint8_t>;

struct Target {
    std::string_view name;
    // Reads the input as the program would. May throw Error; anything else is a finding.
    void (*run)(Input input);
    // Most memory in use at a time: so many bytes for each byte of the input, and constant_memory.
    size_t memory_factor = 16;
    // Good inputs, each of a different shape, beside those in the corpus; for formats that
    // are easier to make than to keep.
    std::vector<Bytes> (*seeds)() = nullptr;
    size_t constant_memory = size_t{1} << 20;
};

std::span<const Target> targets();
// nullptr if there is none.
const Target* find_target(std::string_view name);

// Runs the target on it. Aborts, after a message, if it throws what it must not, or takes more
// memory than it may. Returns the most bytes in use at a time.
size_t run(const Target& target, Input input);

inline std::string_view text_of(Input input) {
    return {reinterpret_cast<const char*>(input.data()), input.size()};
}
inline Bytes bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

// What a run lets through.
inline void keep(const auto& result) {
    asm volatile("" : : "g"(&result) : "memory");
}

// A file of that content, in a folder that is gone when the program ends. For what takes names of
// files; the same name each time.
std::string scratch_file(std::string_view name, Input content);

}  // namespace natmod::fuzz
