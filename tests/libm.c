// SPDX-License-Identifier: MIT
// The runtime's mathematics and arithmetic (sdk/rt/libm, sdk/rt/compiler), compiled for this machine with
// `our_` before every name, beside the C library's in long double, and the processor's:
//
//     libm [VALUES [STEP]]
//
// prints for each function the largest error in units in the last place, of VALUES doubles at random and
// of every STEPth float that there is. Status 1 if one is larger than its row allows. See
// tests/cases/libm.sh.
#define _GNU_SOURCE
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// With the largest error of a double. A float's is 0.5001 (lgamma: of what is not near a zero).
// clang-format off
#define FUNCTIONS(F)                                                                                  \
    F(sin, 0.51) F(cos, 0.51) F(tan, 0.51) F(asin, 0.51) F(acos, 0.51) F(atan, 0.51) F(sinh, 0.52)    \
    F(cosh, 0.51) F(tanh, 0.52) F(asinh, 0.51) F(acosh, 0.51) F(atanh, 0.52) F(exp, 0.51)             \
    F(exp2, 0.51) F(expm1, 0.52) F(log, 0.51) F(log2, 0.51) F(log10, 0.51) F(log1p, 0.51)             \
    F(sqrt, 0.5) F(cbrt, 0.51) F(erf, 0.52) F(erfc, 1.5) F(tgamma, 3.5) F(lgamma, HUGE_VAL)           \
    F(floor, 0) F(ceil, 0) F(trunc, 0) F(round, 0) F(rint, 0) F(nearbyint, 0) F(fabs, 0) F(logb, 0)
#define FUNCTIONS2(F)                                                                                 \
    F(pow, 4.2) F(atan2, 0.51) F(hypot, 0.51) F(fmod, 0) F(remainder, 0) F(fmin, 0) F(fmax, 0)          \
    F(fdim, 0.5) F(copysign, 0)
// clang-format on

#define DECLARE(name, limit)  \
    double our_##name(double); \
    float our_##name##f(float);
FUNCTIONS(DECLARE)
#define DECLARE2(name, limit)         \
    double our_##name(double, double); \
    float our_##name##f(float, float);
FUNCTIONS2(DECLARE2)

typedef struct {
    const char *name;
    double limit, (*wide)(double);
    float (*narrow)(float);
    long double (*reference)(long double);
    double (*system)(double);
} function_t;
#define ROW(name, limit) {#name, limit, our_##name, our_##name##f, name##l, name},
static const function_t functions[] = {FUNCTIONS(ROW)};

typedef struct {
    const char *name;
    double limit, (*wide)(double, double);
    float (*narrow)(float, float);
    long double (*reference)(long double, long double);
    double (*system)(double, double);
} function2_t;
static const function2_t functions2[] = {FUNCTIONS2(ROW)};

static int failures;

static uint64_t any(void) {
    static uint64_t state = 88172645463325252;
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

// Of all magnitudes, but more often of those where something happens.
static double any_double(void) {
    static const int magnitudes[] = {4, 4, 20, 20, 100, 100, 0, 0};
    uint64_t bits = any();
    int most = magnitudes[any() % 8], up = most > 12 ? 12 : most;
    if (most)
        bits = (bits & 0x800FFFFFFFFFFFFF) | (1023 - (uint64_t)most + any() % (uint64_t)(most + up)) << 52;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}
static float any_float(void) {
    return (float)any_double();
}

static long double error_of(long double right, long double got, int digits, int least) {
    if (right == got || (isnan(right) && isnan(got))) return 0;
    if (isnan(right) || isnan(got)) return HUGE_VALL;
    long double largest = digits == 53 ? 0x1.fffffffffffff7p1023L : 0x1.ffffffp127L;
    if (isinf(got)) return fabsl(right) >= largest && (right < 0) == (got < 0) ? 0.5L : HUGE_VALL;
    int exponent;
    frexpl(right, &exponent);
    exponent = exponent - digits < least ? least : exponent - digits;
    return fabsl(right - got) / ldexpl(1, exponent);
}
static long double error_of_double(long double right, double got) {
    return error_of(right, got, 53, -1074);
}
static long double error_of_float(long double right, float got) {
    return error_of(right, got, 24, -149);
}

static void judge(const char *name, long double wide, double limit, long double narrow) {
    int good = wide <= limit && narrow <= (limit == 0 ? 0 : 0.5001L);
    printf("%-10s %12.4Lf %12.7Lf%s\n", name, wide, narrow, good ? "" : "  too much");
    failures += !good;
}

static void expect(const char *name, double x, double y, double right, double got) {
    if ((isnan(right) && isnan(got)) || !memcmp(&right, &got, sizeof right)) return;
    printf("%s(%a, %a) is %a, not %a\n", name, x, y, right, got);
    failures++;
}

#define SAME(name, x, y) expect(#name, x, y, name(x, y), our_##name(x, y))

double our_nextafter(double, double), our_ldexp(double, int), our_frexp(double, int *),
    our_modf(double, double *), our_remquo(double, double, int *), our_fma(double, double, double);
float our_nextafterf(float, float), our_fmaf(float, float, float);
long our_lround(double), our_lrint(double);
double our___adddf3(double, double), our___subdf3(double, double), our___muldf3(double, double),
    our___divdf3(double, double), our___floatdidf(int64_t), our___floatundidf(uint64_t),
    our___extendsfdf2(float);
float our___addsf3(float, float), our___subsf3(float, float), our___mulsf3(float, float),
    our___divsf3(float, float), our___floatdisf(int64_t), our___truncdfsf2(double);
int our___eqdf2(double, double), our___ltdf2(double, double), our___gedf2(double, double),
    our___unorddf2(double, double);
int64_t our___fixdfdi(double);

static void check_exact(double x, double y, int64_t n) {
    int exponent, other;
    double whole, our_whole, part;
    float f = (float)x, g = (float)y;
    SAME(nextafter, x, y);
    expect("nextafterf", f, g, nextafterf(f, g), our_nextafterf(f, g));
    double z = n & 1 ? -x * y : any_double();
    expect("fma", x, y, fma(x, y, z), our_fma(x, y, z));
    expect("fmaf", f, g, fmaf(f, g, (float)z), our_fmaf(f, g, (float)z));
    SAME(ldexp, x, (int)(n % 2200));
    part = frexp(x, &exponent);
    expect("frexp", x, 0, part, our_frexp(x, &other));
    if (isfinite(x)) expect("frexp", x, 1, exponent, other);
    part = modf(x, &whole);
    expect("modf", x, 0, part, our_modf(x, &our_whole));
    expect("modf", x, 1, whole, our_whole);
    part = remquo(x, y, &exponent);
    expect("remquo", x, y, part, our_remquo(x, y, &other));
    if (isfinite(x) && y != 0 && !isnan(y)) expect("remquo", x, y, exponent & 7, other & 7);
    if (fabs(x) < 9e18) {
        expect("lround", x, 0, (double)lround(x), (double)our_lround(x));
        expect("lrint", x, 0, (double)lrint(x), (double)our_lrint(x));
        expect("fix", x, 0, (double)(int64_t)x, (double)our___fixdfdi(x));
    }
    expect("+", x, y, x + y, our___adddf3(x, y));
    expect("-", x, y, x - y, our___subdf3(x, y));
    expect("*", x, y, x * y, our___muldf3(x, y));
    expect("/", x, y, x / y, our___divdf3(x, y));
    expect("+", f, g, f + g, our___addsf3(f, g));
    expect("-", f, g, f - g, our___subsf3(f, g));
    expect("*", f, g, f * g, our___mulsf3(f, g));
    expect("/", f, g, f / g, our___divsf3(f, g));
    expect("==", x, y, x == y, our___eqdf2(x, y) == 0);
    expect("<", x, y, x < y, our___ltdf2(x, y) < 0);
    expect(">=", x, y, x >= y, our___gedf2(x, y) >= 0);
    expect("unordered", x, y, isnan(x) || isnan(y), our___unorddf2(x, y) != 0);
    expect("(double)", (double)n, 0, (double)n, our___floatdidf(n));
    expect("(double)", (double)n, 1, (double)(uint64_t)n, our___floatundidf((uint64_t)n));
    expect("(float)", (double)n, 0, (float)n, our___floatdisf(n));
    expect("(float)", x, 0, (float)x, our___truncdfsf2(x));
    expect("(double)", f, 0, f, our___extendsfdf2(f));
}

// Where a function has a value of its own. Errors of rounding are no matter here.
static void check_special(void) {
    static const double values[] = {0,        -0.0, 1,   -1,  HUGE_VAL, -HUGE_VAL, NAN,   0.5,
                                    -0.5,     2,    -2,  3,   -3,       4,         1e300, -1e300,
                                    5e-324,   1.5,  2.5, -2.5, 0x1p53,  0x1.fffffffffffffp52};
    enum { COUNT = sizeof values / sizeof *values };
    for (int i = 0; i < COUNT; i++) {
        for (const function_t *f = functions; f < (&functions)[1]; f++) {
            double right = f->system(values[i]), got = f->wide(values[i]);
            if (error_of_double(right, got) > 1 && f->limit < HUGE_VAL)
                expect(f->name, values[i], 0, right, got);
            if (right == 0 && got == 0) expect(f->name, values[i], 0, right, got);
        }
        for (int k = 0; k < COUNT; k++)
            for (const function2_t *f = functions2; f < (&functions2)[1]; f++) {
                double right = f->system(values[i], values[k]), got = f->wide(values[i], values[k]);
                if (f->limit == 0 && f->system != copysign && f->system != fmod && values[i] == values[k])
                    continue;  // which of two zeros fmin() has is its affair
                if (error_of_double(right, got) > 2 || (right == 0 && got == 0))
                    expect(f->name, values[i], values[k], right, got);
            }
    }
}

int main(int argc, char **argv) {
    long count = argc > 1 ? atol(argv[1]) : 20000;
    uint64_t step = argc > 2 ? strtoull(argv[2], NULL, 10) : 400009;
    printf("%-10s %12s %12s\n", "", "double", "float");
    for (const function_t *f = functions; f < (&functions)[1]; f++) {
        long double wide = 0, narrow = 0;
        int is_slow = !strncmp(f->name, "erf", 3) || strstr(f->name, "gamma");
        for (long i = 0; i < count; i += is_slow ? 16 : 1) {
            double x = any_double();
            wide = fmaxl(wide, error_of_double(f->reference(x), f->wide(x)));
        }
        for (uint64_t i = 0; i < (uint64_t)1 << 32; i += step) {
            uint32_t bits = (uint32_t)i;
            float x;
            memcpy(&x, &bits, sizeof x);
            long double right = f->reference(x);
            if (!strcmp(f->name, "lgamma") && fabsl(right) < 0.01L) continue;
            narrow = fmaxl(narrow, error_of_float(right, f->narrow(x)));
        }
        judge(f->name, wide, f->limit, narrow);
    }
    for (const function2_t *f = functions2; f < (&functions2)[1]; f++) {
        long double wide = 0, narrow = 0;
        for (long i = 0; i < count; i++) {
            double x = any_double(), y = any_double();
            wide = fmaxl(wide, error_of_double(f->reference(x, y), f->wide(x, y)));
            float a = any_float(), b = any_float();
            narrow = fmaxl(narrow, error_of_float(f->reference(a, b), f->narrow(a, b)));
        }
        judge(f->name, wide, f->limit, narrow);
    }
    check_special();
    for (long i = 0; i < count && failures < 20; i++)
        check_exact(any_double(), any_double(), (int64_t)(any() >> any() % 64));
    return failures != 0;
}
