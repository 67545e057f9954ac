// What @NAME@.c offers to Python, in C++.

namespace {
template <typename Number>
Number sum(Number a, Number b) {
    return a + b;
}
}  // namespace

extern "C" long @NAME@_sum(long a, long b) {
    return sum(a, b);
}
