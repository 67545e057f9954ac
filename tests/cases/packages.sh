#!/bin/sh
# SPDX-License-Identifier: MIT
# Several registered modules in one file: a package with dotted names, a package without a module of
# its own, and unrelated names. Attribute delegation, too.
. "$TOP/tests/cases/lib.sh"

# python CODE: runs it with the modules of this case importable, away from the folders that have
# their names.
python() {
    (cd out && "$NATMOD_MICROPYTHON" -c "$1") >stdout 2>stderr || {
        cat stdout stderr
        fail "$1"
    }
}

common='#include "py/runtime.h"
#define MODULE(name, ...) \
    static mp_obj_t name##_f(void) { return MP_OBJ_NEW_QSTR(MP_QSTR_##name); } \
    static MP_DEFINE_CONST_FUN_OBJ_0(name##_f_obj, name##_f); \
    static const mp_rom_map_elem_t name##_table[] = { \
        { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_##name) }, \
        __VA_ARGS__ \
        { MP_ROM_QSTR(MP_QSTR_f), MP_ROM_PTR(&name##_f_obj) }, \
    }; \
    static MP_DEFINE_CONST_DICT(name##_globals, name##_table); \
    const mp_obj_module_t name##_module = { { &mp_type_module }, (mp_obj_dict_t *)&name##_globals }'

# The table of pkg names one of its two submodules; the other becomes an attribute by itself.
module pkg <<END_C
$common;
static mp_obj_t calls;
static mp_obj_t start(void) {
    calls = MP_OBJ_NEW_SMALL_INT(calls == MP_OBJ_NULL ? 1 : MP_OBJ_SMALL_INT_VALUE(calls) + 1);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(start_obj, start);
static mp_obj_t started(void) { return calls == MP_OBJ_NULL ? MP_OBJ_NEW_SMALL_INT(0) : calls; }
static MP_DEFINE_CONST_FUN_OBJ_0(started_obj, started);
MODULE(deep,);
MODULE(known, { MP_ROM_QSTR(MP_QSTR_deep), MP_ROM_PTR(&deep_module) },);
MODULE(other, { MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&start_obj) },
              { MP_ROM_QSTR(MP_QSTR_started), MP_ROM_PTR(&started_obj) },);
MODULE(pkg, { MP_ROM_QSTR(MP_QSTR_known), MP_ROM_PTR(&known_module) },);
MP_REGISTER_MODULE(MP_QSTR_pkg_dot_known_dot_deep, deep_module);
MP_REGISTER_MODULE(MP_QSTR_pkg_dot_other, other_module);
MP_REGISTER_MODULE(MP_QSTR_pkg_dot_known, known_module);
MP_REGISTER_MODULE(MP_QSTR_pkg, pkg_module);
END_C
expect_ok "$NATMOD" build pkg -o out/pkg.mpy

for code in \
    'import pkg; print(pkg.f(), pkg.known.f(), pkg.other.f(), pkg.known.deep.f())' \
    'import pkg.known.deep; import pkg.other; print(pkg.f(), pkg.known.f(), pkg.other.f(), pkg.known.deep.f())' \
    'from pkg.known.deep import f; from pkg import other, known; import pkg; print(pkg.f(), known.f(), other.f(), f())' \
    'from pkg.other import f as o; from pkg import f; from pkg.known import deep, f as k; print(f(), k(), o(), deep.f())' \
    'import pkg.other, gc, sys; gc.collect(); [bytearray(64) for i in range(9999)]; print(pkg.f(), sys.modules["pkg.known"].f(), pkg.other.f(), pkg.known.deep.f())'; do
    python "$code"
    expect_same 'pkg known other deep'
done
python 'import pkg.other, pkg.known, pkg.other; print(pkg.other.started(), pkg)'
expect_same "1 <module 'pkg'>"
python 'import sys, pkg; print(sys.modules["pkg.known"] is pkg.known, sorted(n for n in sys.modules))'
expect_same "True ['pkg', 'pkg.known', 'pkg.known.deep', 'pkg.other']"

# A package that is only a prefix.
module bare <<END_C
$common;
MODULE(one,);
MODULE(two,);
MP_REGISTER_MODULE(MP_QSTR_bare_dot_one, one_module);
MP_REGISTER_MODULE(MP_QSTR_bare_dot_two, two_module);
END_C
expect_ok "$NATMOD" build bare -o out/bare.mpy
python 'from bare import two; import bare.one; print(bare.one.f(), two.f(), bare.two is two)'
expect_same 'one two True'

# Unrelated names: one must be chosen, the other comes with it.
module pair <<END_C
$common;
MODULE(left,);
MODULE(right,);
MP_REGISTER_MODULE(MP_QSTR_left, left_module);
MP_REGISTER_MODULE(MP_QSTR_right, right_module);
END_C
expect_error '2 modules are registered' "$NATMOD" build pair -o out/right.mpy
expect_absent out/right.mpy
expect_ok "$NATMOD" build --name right pair/pair.c -o out/right.mpy
python 'import right, left; print(right.f(), left.f())'
expect_same 'right left'

# Attributes that the table does not have: loaded, stored and deleted by the module's function.
module lazy <<END_C
$common;
MODULE(lazy,);
static mp_obj_t answer = MP_OBJ_NULL;
void lazy_attr(mp_obj_t self, qstr attr, mp_obj_t *dest) {
    if (attr != MP_QSTR_answer || self != MP_OBJ_FROM_PTR(&lazy_module)) {
        return;
    }
    if (dest[0] == MP_OBJ_NULL) {
        dest[0] = answer == MP_OBJ_NULL ? MP_OBJ_NEW_SMALL_INT(42) : answer;
    } else {
        answer = dest[1];
        dest[0] = MP_OBJ_NULL;
    }
}
MP_REGISTER_MODULE(MP_QSTR_lazy, lazy_module);
MP_REGISTER_MODULE_DELEGATION(lazy_module, lazy_attr);
END_C
expect_ok "$NATMOD" build lazy -o out/lazy.mpy
python 'import lazy; print(lazy.f(), lazy.answer, hasattr(lazy, "question"), lazy, type(lazy))
lazy.answer = 7
print(lazy.answer)
del lazy.answer
print(lazy.answer)
try:
    lazy.f = 1
except AttributeError:
    print("fixed")'
expect_same "lazy 42 False <module 'lazy'> <class 'module'>
7
42
fixed"
