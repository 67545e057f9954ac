#!/bin/sh
# SPDX-License-Identifier: MIT
# How much stack calls take: natmod size --stack, its JSON, and what builds and checks warn of.
. "$TOP/tests/cases/lib.sh"

mkdir m
cat >m/micropython.mk <<'END2'
SRC_USERMOD_C += $(USERMOD_DIR)/m.c
END2
cat >m/m.c <<'END2'
#include "py/runtime.h"
static __attribute__((noinline)) int sum(const char *bytes, int n) {
    int all = 0;
    while (n > 0) all += bytes[--n];
    return all;
}
static __attribute__((noinline)) int work(int n) {
    char buffer[SIZE];
    for (int i = 0; i < SIZE; ++i) buffer[i] = (char)(i * n);
    __asm__ volatile("" : : "r"(buffer) : "memory");
    return sum(buffer, SIZE);
}
static __attribute__((noinline)) int again(int n) {
    return n > 0 ? again(n - 1) * n + work(n) : 1;
}
static mp_obj_t one(mp_obj_t n) {
    return mp_obj_new_int(work(mp_obj_get_int(n)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(one_obj, one);
static mp_obj_t two(mp_obj_t n) {
    return mp_obj_new_int(again(mp_obj_get_int(n)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(two_obj, two);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR_one), MP_ROM_PTR(&one_obj)},
    {MP_ROM_QSTR(MP_QSTR_two), MP_ROM_PTR(&two_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t the_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, the_module);
END2

expect_ok "$NATMOD" size m --stack --arch x64,armv6m -D SIZE=600
! grep -q warning stderr || fail "a warning: $(cat stderr)"
for arch in x64 armv6m; do expect_match "^$arch m: bytes of stack$" stdout; done
expect_match '^ +[0-9]+ +6[0-9][0-9][ +] +one, m\.c > work > sum[.a-z0-9]*$' stdout
expect_match '^ +[0-9]+ +6[0-9][0-9]\+  two, m\.c > again > work > sum[.a-z0-9]* \(recursion\)$' stdout
expect_match '^ +6[0-9][0-9] +6[0-9][0-9]   work, m\.c$' stdout

expect_ok "$NATMOD" size m --json --arch x64 -D SIZE=600
cat >ask.py <<'END2'
import json
module, = json.load(open("stdout"))["modules"]
uses = {use["function"]: use for use in module["stack"]}
two, work, get = uses["two"], uses["work"], uses["mp_obj_get_int"]
assert two["outside"] and not work["outside"], uses
assert two["file"] == "m.c" and get["file"].startswith("rt/py/"), uses
assert two["path"][:3] == ["two", "again", "work"], two
assert two["deepest"] == two["frame"] + uses["again"]["frame"] + work["deepest"], two
assert two["at_least"] == {"recursion": ["again"]}, two
assert 600 <= work["frame"] <= work["deepest"] < 700 and work["at_least"] == {}, work
assert get["frame"] > 0, get
END2
python3 ask.py || fail "JSON"

# A file does not say it.
expect_error 'does not say' "$NATMOD" size m/build-natmod/x64/m.mpy --stack

# From 2 KB on: one line for what takes it, however many calls lead there, and once.
expect_ok "$NATMOD" build m --arch x64 -D SIZE=2100
expect_match '^natmod: m.c:[0-9]+: warning: a call of two takes 21[0-9]+ bytes of stack: two [0-9]+, again [0-9]+, work 2[0-9]+(, sum[.a-z0-9]* [0-9]+)?$'
expect_match '^hint: .*natmod size --stack'
[ "$(grep -c 'bytes of stack' stderr)" -eq 1 ] || fail "warnings: $(cat stderr)"
expect_ok "$NATMOD" build m --arch x64 -D SIZE=2100
! grep -q warning stderr || fail "a warning of a build that does nothing: $(cat stderr)"
expect_ok "$NATMOD" check m --arch x64 --json --cflags=-DSIZE=2100
cat >ask.py <<'END2'
import json
report = json.load(open("stdout"))
finding, = report["findings"]
assert report["ok"] and finding["severity"] == "note", report
assert finding["symbol"] == "two" and "bytes of stack: two " in finding["text"], finding
END2
python3 ask.py || fail "JSON of check"
expect_ok "$NATMOD" check m --arch x64 --cflags=-DSIZE=2100
expect_match 'm/m\.c:[0-9]+: .*a call of two takes 21[0-9]+ bytes of stack' stdout

# clang says the sizes; its calls are known from relocations.
if command -v clang >where; then
    expect_ok "$NATMOD" size m --stack --arch x64 --toolchain clang -D SIZE=600
    expect_match '^ +[0-9]+ +6[0-9][0-9][ +] +one, m\.c > work > sum[.a-z0-9]*$' stdout
fi
