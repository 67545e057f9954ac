#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod build --sanitize: undefined behaviour becomes RuntimeError with file and line.
. "$TOP/tests/cases/lib.sh"

mkdir m
cat >m/undefined.c <<'EOF'
#include <stdbool.h>
#include "py/runtime.h"

static int numbers[4] = {1, 2, 3, 4};
static unsigned char flag = 7;
static int kind, a, b;
static float f;
static int *p;

static int does(void) {
    switch (kind) {
        case 0: return a + b; // add
        case 1: return a - b; // sub
        case 2: return a * b; // mul
        case 3: { volatile int least = a - b; return -least; } // negate
        case 4: return a / b; // divide
        case 5: return a << b; // shift
        case 6: return numbers[a]; // index
        case 7: return *p; // null
        case 8: return *(int *)((char *)numbers + a); // aligned
        case 9: return *(volatile bool *)&flag; // bool
        case 10: return (int)f; // cast
        case 11: { volatile int array[a]; array[0] = 1; return array[0]; } // array
        case 12: return __builtin_ctz((unsigned)a); // builtin
        case 13: __builtin_unreachable(); // unreachable
    }
    return -1;
}

static mp_obj_t run(size_t n, const mp_obj_t *args) {
    (void)n;
    kind = mp_obj_get_int(args[0]);
    a = mp_obj_get_int(args[1]);
    b = mp_obj_get_int(args[2]);
    f = (float)a * 1e9f;
    return mp_obj_new_int(does());
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(run_obj, 3, 3, run);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_undefined)},
    {MP_ROM_QSTR(MP_QSTR_run), MP_ROM_PTR(&run_obj)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);
const mp_obj_module_t undefined_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_undefined, undefined_module);
EOF
echo 'SRC_USERMOD += $(USERMOD_DIR)/undefined.c' >m/micropython.mk
cat >script.py <<'EOF'
import undefined
most = 0x7fffffff
def run(*args):
    try:
        print(args[0], undefined.run(*args))
    except RuntimeError as e:
        print(args[0], e)
for good in (0, 1, 2), (1, 5, 2), (2, 3, 4), (3, 1, 0), (4, 8, 2), (5, 1, 3), (6, 3, 0), (8, 4, 0), (10, 2, 0), (11, 1, 0), (12, 8, 0):
    run(*good)
for bad in (0, most, 1), (1, -most, 2), (2, most, 2), (3, -most, 1), (4, 1, 0), (5, 1, 32), (6, 4, 0), (7, 0, 0), \
        (8, 1, 0), (9, 0, 0), (10, 3, 0), (11, 0, 0), (12, 0, 0), (13, 0, 0):
    run(*bad)
EOF
cat >wanted <<'EOF'
add signed overflow of +
sub signed overflow of -
mul signed overflow of *
negate signed overflow of unary -
divide division by zero, or signed overflow of /
shift shift by too much, or of a negative number
index index out of the array's bounds
null null pointer used
aligned pointer used that is not aligned
bool bool or enum with a value that it cannot have
cast float too large for the integer type
array array with no elements, or fewer
builtin number without a set bit passed to a builtin
unreachable code that cannot be reached is reached
EOF
cat >expected <<'EOF'
0 3
1 3
2 12
3 -1
4 4
5 8
6 4
8 2
10 2000000000
11 1
12 3
EOF
kind=0
while read -r name text; do
    echo "$kind undefined.c:$(grep -n "// $name\$" m/undefined.c | cut -d: -f1): $text"
    kind=$((kind + 1))
done <wanted >>expected

for row in $ROWS; do
    expect_ok "$NATMOD" run --sanitize --firmware "${row#*=}" m script.py
    sed 's/\(undefined\.c:[0-9]*\):[0-9]*:/\1:/' stdout | diff -u expected - || fail "${row%%=*}"
done
expect_ok "$NATMOD" run --sanitize --toolchain clang m script.py
sed 's/\(undefined\.c:[0-9]*\):[0-9]*:/\1:/' stdout | diff -u expected - || fail clang

# Without it nothing of that is in the file; with it good modules do what they did.
expect_ok "$NATMOD" build m --arch x64 -o plain.mpy
grep -q 'signed overflow' plain.mpy && fail "plain.mpy has texts of the sanitizer"
for module in classes strings buffers; do
    [ -d "$TOP/tests/modules/$module" ] || continue
    expect_ok "$NATMOD" run --sanitize --build-dir "$TMP/build" "$TOP/tests/modules/$module" "$TOP/tests/modules/$module/test.py"
    diff -u "$TOP/tests/modules/$module/expected.txt" stdout || fail "$module"
done
