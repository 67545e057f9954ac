// SPDX-License-Identifier: MIT
#include "memory.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace natmod::fuzz {
namespace {

size_t in_use = 0, peak = 0;  // targets have one thread

void* allocate(size_t size) {
    void* block = std::malloc(std::max<size_t>(size, 1));
    if (block == nullptr) throw std::bad_alloc();
    in_use += ::malloc_usable_size(block);
    peak = std::max(peak, in_use);
    return block;
}

void release(void* block) {
    in_use -= ::malloc_usable_size(block);
    std::free(block);
}

}  // namespace

size_t memory_in_use() {
    return in_use;
}

size_t peak_memory() {
    return peak;
}

void reset_peak() {
    peak = in_use;
}

}  // namespace natmod::fuzz

void* operator new(size_t size) {
    return natmod::fuzz::allocate(size);
}
void* operator new(size_t size, const std::nothrow_t&) noexcept {
    return natmod::fuzz::allocate(size);  // that std::bad_alloc ends the program is fine here
}
void operator delete(void* block, const std::nothrow_t&) noexcept {
    natmod::fuzz::release(block);
}
void operator delete(void* block) noexcept {
    natmod::fuzz::release(block);
}
void operator delete(void* block, size_t) noexcept {
    natmod::fuzz::release(block);
}
