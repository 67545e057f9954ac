// SPDX-License-Identifier: MIT
// Mathematics for modules on windowed Xtensa, whose libm comes only with Espressif's compiler,
// which Debian does not have. Short, single precision, good enough for the arguments of the cases.
#include <math.h>
#include <stdint.h>

float fabsf(float x) { return x < 0 ? 0 - x : x; }

float truncf(float x) {
    volatile int32_t whole = (int32_t)x;  // or the compiler makes it a call to truncf
    return (float)whole;
}

float floorf(float x) {
    float whole = truncf(x);
    return whole > x ? whole - 1 : whole;
}

float ceilf(float x) { return -floorf(-x); }

float fmodf(float x, float y) {
    float quotient = x / y;
    return x - y * (quotient < 0 ? ceilf(quotient) : floorf(quotient));
}

float sqrtf(float x) {
    if (x <= 0) return x == 0 ? x : NAN;
    float root = x < 1 ? 1 : x, last = 0;
    for (int i = 0; i < 60 && root != last; i++) {
        last = root;
        root = (root + x / root) / 2;
    }
    return root;
}

float expf(float x) {
    if (x < 0) return 1 / expf(-x);
    if (x > 1) {
        float half = expf(x / 2);
        return half * half;
    }
    float sum = 1, term = 1;
    for (int i = 1; i < 12; i++) sum += term *= x / (float)i;
    return sum;
}

float logf(float x) {
    float y = 0;
    for (int i = 0; i < 40; i++) y += 2 * (x - expf(y)) / (x + expf(y));
    return y;
}

float powf(float x, float y) {
    float result = 1;
    if (y != floorf(y)) return expf(y * logf(x));
    for (; y > 0; y--) result *= x;
    for (; y < 0; y++) result /= x;
    return result;
}

float sinf(float x) {
    x = fmodf(x, 6.2831853f);
    float sum = x, term = x;
    for (int i = 1; i < 16; i++) sum += term *= -x * x / (float)(2 * i * (2 * i + 1));
    return sum;
}

float cosf(float x) { return sinf(x + 1.5707963f); }
float tanf(float x) { return sinf(x) / cosf(x); }

float atanf(float x) {
    if (x > 1 || x < -1) return (x > 0 ? 1.5707963f : -1.5707963f) - atanf(1 / x);
    if (x > 0.5f || x < -0.5f) return 2 * atanf(x / (1 + sqrtf(1 + x * x)));
    float sum = 0, power = x;
    for (int i = 1; i < 40; i += 2, power *= -x * x) sum += power / (float)i;
    return sum;
}
