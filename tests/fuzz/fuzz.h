// What a fuzz target offers: the function that libFuzzer calls, and inputs to start from.
//
// Each target is one file with both. It is built twice: with smoke.cpp into a program that CTest
// runs for a second, and, with -DNATMOD_FUZZ=ON and clang, with libFuzzer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// Must neither crash nor leak nor take long, whatever the bytes are. Returns 0.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

// Good inputs, each of a different shape.
std::vector<std::vector<uint8_t>> fuzz_seeds();
