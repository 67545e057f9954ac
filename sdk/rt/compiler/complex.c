// SPDX-License-Identifier: 0BSD
// What a compiler calls for complex numbers and for powers of integers. Infinities come out as the
// formulas have them.

#define COMPLEX(type, c, f)                                                                    \
    _Complex type __mul##c##3(type a, type b, type x, type y) {                                \
        _Complex type v;                                                                       \
        __real__ v = a * x - b * y;                                                            \
        __imag__ v = a * y + b * x;                                                            \
        return v;                                                                              \
    }                                                                                          \
    _Complex type __div##c##3(type a, type b, type x, type y) {                                \
        _Complex type v;                                                                       \
        /* Smith's way, in which the squares do not run over. */                               \
        int swap = (x < 0 ? -x : x) < (y < 0 ? -y : y);                                        \
        type large = swap ? y : x, ratio = (swap ? x : y) / large;                             \
        type by = large + (swap ? x : y) * ratio;                                              \
        __real__ v = (swap ? a * ratio + b : a + b * ratio) / by;                              \
        __imag__ v = (swap ? b * ratio - a : b - a * ratio) / by;                              \
        return v;                                                                              \
    }                                                                                          \
    type __powi##f##2(type x, int n) {                                                         \
        type power = 1;                                                                        \
        for (unsigned left = n < 0 ? 0u - (unsigned)n : (unsigned)n; left; x *= x, left >>= 1) \
            if (left & 1) power *= x;                                                          \
        return n < 0 ? 1 / power : power;                                                      \
    }
COMPLEX(float, sc, sf)
COMPLEX(double, dc, df)
