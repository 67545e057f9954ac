#!/bin/sh
# SPDX-License-Identifier: MIT
# One stock LLVM and no GCC, no binutils, no C library: what each architecture can do. A module that needs
# what such a machine lacks (floats, 64-bit division, libm, memcpy by ARM's name) is built for each, and runs
# in a real MicroPython or in tests/host.
. "$TOP/tests/cases/lib.sh"

# The newest that is installed; for ESP32 the one that natmod toolchains --get unpacks.
newest=$(ls /usr/bin | sed -n 's/^clang-\([0-9]*\)$/\1/p' | sort -n | tail -n 1)
[ -n "$newest" ] || fail "clang is missing: scripts/install-deps test"
esp32=$TOP/build/clang/clang

# Tools of the system that a build or a script here calls, and the compiler.
mkdir bin
for program in sh env make ninja rm mkdir cp cat basename dirname uname sed grep tr readlink find python3; do
    ln -s "$(command -v $program)" bin/$program
done
ln -s "/usr/bin/clang-$newest" bin/clang
ln -s "/usr/bin/clang++-$newest" bin/clang++
alone() { env -u XDG_DATA_HOME -u CROSS HOME="$TMP" PATH="$TMP/bin" "$@"; }

mkdir numbers
cat >numbers/micropython.mk <<'END'
SRC_USERMOD_C += $(USERMOD_DIR)/numbers.c
END
cat >numbers/numbers.c <<'END'
#include <math.h>
#include <string.h>

#include "py/runtime.h"

// Quotient, remainder, both again unsigned, and shifts, of 64 bits.
static mp_obj_t numbers_wide(mp_obj_t a_in, mp_obj_t b_in, mp_obj_t n_in) {
    int64_t a = mp_obj_get_int(a_in) * (int64_t)1000000007, b = mp_obj_get_int(b_in);
    int n = mp_obj_get_int(n_in);
    uint64_t ua = (uint64_t)a >> 1;
    mp_obj_t items[] = {mp_obj_new_int_from_ll(a / b),         mp_obj_new_int_from_ll(a % b),
                        mp_obj_new_int_from_ull(ua / (b < 0 ? 3 : (uint64_t)b)),
                        mp_obj_new_int_from_ll((a % 1000) << n), mp_obj_new_int_from_ll(a >> n),
                        mp_obj_new_int_from_ll(a * b)};
    return mp_obj_new_tuple(6, items);
}
static MP_DEFINE_CONST_FUN_OBJ_3(numbers_wide_obj, numbers_wide);

// Ten thousandths.
static mp_obj_t rounded(double x) {
    return mp_obj_new_int_from_ll(llround(x * 10000));
}

// The coefficients of a low pass, in float.
static mp_obj_t numbers_biquad(mp_obj_t f_in, mp_obj_t q_in) {
    float w = 2 * (float)M_PI * (float)mp_obj_get_float(f_in);
    float alpha = sinf(w) / (2 * (float)mp_obj_get_float(q_in)), a0 = 1 + alpha;
    struct {
        float b[3], a[2], unused[40];
    } c = {{(1 - cosf(w)) / 2 / a0, (1 - cosf(w)) / a0, 0}, {-2 * cosf(w) / a0, (1 - alpha) / a0}, {0}}, copy;
    memcpy(&copy, &c, sizeof(copy));
    mp_obj_t items[] = {rounded(copy.b[0]), rounded(copy.b[1]), rounded(copy.a[0]), rounded(copy.a[1])};
    return mp_obj_new_tuple(4, items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(numbers_biquad_obj, numbers_biquad);

static mp_obj_t numbers_doubles(mp_obj_t x_in, mp_obj_t y_in) {
    double x = mp_obj_get_int(x_in) / 8.0, y = mp_obj_get_int(y_in) / 8.0, whole;
    _Complex double z, by, factor;
    __real__ z = x, __imag__ z = y, __real__ factor = y, __imag__ factor = 2, __real__ by = x, __imag__ by = -1;
    z = z * factor / by;
    double fraction = modf(x * y, &whole);
    mp_obj_t items[] = {
        rounded(pow(x, y)),   rounded(exp(-x)),    rounded(log(x)),      rounded(sqrt(y)), rounded(atan2(y, -x)),
        rounded(fmod(x, y)),  rounded(tan(x)),     rounded(asin(y / 8)), rounded(fraction), rounded(whole),
        rounded(sinh(y)),     rounded(cbrt(-x)),   rounded(floor(-x)),   rounded(__real__ z), rounded(__imag__ z),
        rounded(tgamma(y)),   rounded(erf(y)),     rounded((uint64_t)(x * 1e15) / 1e15),
        mp_obj_new_bool(x < y), mp_obj_new_bool(x == x && !(x != x) && !isunordered(x, y))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(numbers_doubles_obj, numbers_doubles);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_wide), MP_ROM_PTR(&numbers_wide_obj)},
    {MP_ROM_QSTR(MP_QSTR_biquad), MP_ROM_PTR(&numbers_biquad_obj)},
    {MP_ROM_QSTR(MP_QSTR_doubles), MP_ROM_PTR(&numbers_doubles_obj)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);
const mp_obj_module_t numbers_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_numbers, numbers_module);
END
# What Python says, and the C library of this machine.
cat >case.txt <<'END'
>>> import numbers as n
>>> n.wide(123456, 789, 5)
(156471483985, 27, 78235741992, 6144, 3858000027006, 97406784681847488)
>>> n.wide(-123456, -13, 3)
(9496615451091, -9, 3074436769618114570, -1536, -15432000108024, 1604928011234496)
>>> n.biquad(0.125, 0.5)
(858, 1716, -8284, 1716)
>>> n.doubles(20, 12)
(39528, 821, 9163, 12247, 26012, 10000, -7470, 1886, 7500, 30000, 21293, -13572, -30000, -7414, 26034, 8862, 9661, 25000, False, True)
END
built() { # PROGRAM ARCH OPTION...
    how=$1 arch=$2
    shift 2
    expect_ok $how "$NATMOD" build numbers --arch "$arch" --build-dir "$TMP/out" "$@"
    expect_ok $how "$NATMOD" verify "out/$arch/numbers.mpy"
}
runs() { # ARCH: on the first MicroPython for it, else on tests/host
    program=
    for row in $ROWS; do
        [ "${row%%=*}" != "$1" ] || [ -n "$program" ] || program=${row#*=}
    done
    if [ -n "$program" ]; then
        "$program" "$TOP/tests/host/real.py" "out/$1" case.txt >transcript || fail "$1: status $?"
        diff -u case.txt transcript || fail "$1"
    else
        NATMOD_HOST_DIR=${NATMOD_HOST_DIR:-$TOP/build/host} sh "$TOP/tests/host/run.sh" "$1" case.txt "out/$1" ||
            fail "$1"
    fi
}

built "" x64
runs x64

# doctor and toolchains know what this compiler can do, and doctor has a command for the rest.
alone "$NATMOD" doctor >doctor || true
for arch in x64 x86 armv6m armv7m armv7emsp armv7emdp rv32imc rv64imc; do
    expect_match "^ +ok +$arch +clang $newest[.0-9]*: $TMP/bin/clang\$" doctor
    built alone $arch
    runs $arch
done
expect_match '^ +- +xtensa +no compiler$' doctor
[ "$newest" -ge 23 ] || expect_match '^ +- +xtensawin +no compiler$' doctor

# C++, also where a libc++ for this machine is beside clang.
expect_ok alone "$NATMOD" build "$TOP/tests/modules/rootpointers" --arch armv7m --build-dir "$TMP/out"

# Also where the machine has libraries for these two, which PATH does not hide.
for arch in x64 x86; do
    grep -q -e '-l [^ ]*/libgcc.a' out/$arch/build.ninja || continue
    sed -i -e 's, -l [^ ]*-musl/libc.a,,' -e 's, -l [^ ]*/libgcc.a,,' out/$arch/build.ninja
    rm out/$arch/module.mpy
    ninja -f out/$arch/build.ninja "$TMP/out/$arch/module.mpy" >log || fail "$(cat log)"
    cp out/$arch/module.mpy out/$arch/numbers.mpy
    runs $arch
done

# What comes with no LLVM has a hint.
mkdir clock
cp numbers/micropython.mk clock/
printf '#include <unistd.h>\n#include <time.h>\n' | cat - numbers/numbers.c >clock/numbers.c
expect_fail alone "$NATMOD" build clock --arch armv7m --build-dir "$TMP/out"
expect_match 'clock/numbers.c:2: error: time.h was not found: this compiler has no C library'
expect_match "^hint: install the architecture's gcc"
cat >>numbers/numbers.c <<'END'
long double numbers_long(long double x) { return x * x; }
static mp_obj_t numbers_longs(mp_obj_t x) { return mp_obj_new_int((int)numbers_long(mp_obj_get_int(x))); }
MP_DEFINE_CONST_FUN_OBJ_1(numbers_longs_obj, numbers_longs);
END
sed -i 's/^static const mp_rom_map_elem_t globals.*/extern const mp_obj_fun_builtin_fixed_t numbers_longs_obj;\n&\n    {MP_ROM_QSTR(MP_QSTR_longs), MP_ROM_PTR(\&numbers_longs_obj)},/' numbers/numbers.c
expect_fail alone "$NATMOD" build numbers --arch rv64imc --build-dir "$TMP/out"
expect_match 'error: undefined symbol __multf3, used by numbers_long'
expect_match "^hint: .*Debian's package gcc-riscv64-unknown-elf"

[ -x "$esp32" ] || exit 0
sed -i '/^long double/,$d; /longs/d' numbers/numbers.c
built alone xtensawin --cc "$esp32"
runs xtensawin
