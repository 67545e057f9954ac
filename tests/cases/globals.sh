#!/bin/sh
# SPDX-License-Identifier: MIT
# A module's globals are its static dict, as in firmware; --mutable-globals copies them.
. "$TOP/tests/cases/lib.sh"

expect_ok "$NATMOD" new fixed
cat >probe.py <<'END'
import fixed
try:
    fixed.ANSWER = 43
    print("assigned", fixed.ANSWER)
except AttributeError:
    print("fixed", fixed.ANSWER)
try:
    fixed.new = 1
    print("added", fixed.new)
except AttributeError:
    print("not added")
print(fixed.add(1, 2), fixed.__name__)
END
expect_ok "$NATMOD" run fixed probe.py
printf 'fixed 42\nnot added\n3 fixed\n' | diff -u - stdout || fail "globals are not the static dict"
expect_ok "$NATMOD" run --mutable-globals fixed probe.py
printf 'assigned 43\nadded 1\n3 fixed\n' | diff -u - stdout || fail "--mutable-globals does not copy"
# And back again.
expect_ok "$NATMOD" run fixed probe.py
expect_match '^fixed 42$' stdout

# Nothing of 200 functions is copied to the heap.
mkdir many
{
    echo '#include "py/runtime.h"'
    echo 'static mp_obj_t f(void) { return mp_const_none; }'
    echo 'static MP_DEFINE_CONST_FUN_OBJ_0(f_obj, f);'
    echo 'static const mp_rom_map_elem_t many_table[] = {'
    for i in $(seq 200); do echo "{ MP_ROM_QSTR(MP_QSTR_function_$i), MP_ROM_PTR(&f_obj) },"; done
    echo '};'
    echo 'static MP_DEFINE_CONST_DICT(many_globals, many_table);'
    echo 'const mp_obj_module_t many = { .base = { &mp_type_module }, .globals = (mp_obj_dict_t *)&many_globals };'
    echo 'MP_REGISTER_MODULE(MP_QSTR_many, many);'
} >many/many.c
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/many.c' >many/micropython.mk
cat >heap.py <<'END'
import gc
for i in range(1, 201):
    s = "function_%d" % i
    hash(getattr(gc, s, 0))  # the names are interned before, so that only the module counts
gc.collect()
before = gc.mem_alloc()
import many
gc.collect()
print(gc.mem_alloc() - before)
END
held() { # OPTIONS...: bytes of heap that the import keeps
    "$NATMOD" run "$@" many heap.py 2>/dev/null
}
fixed=$(held)
copied=$(held --mutable-globals)
echo "heap after import: $fixed bytes, with --mutable-globals $copied"
# A map of 200 entries alone is 3200 bytes.
[ $((copied - fixed)) -gt 3000 ] || fail "the static globals cost as much as a copy"

# Packed globals are the same dict, whatever the values: `inspect` says which module has them.
module_with() { # NAME ROWS: a module with these rows behind its name, and a function that raises
    mkdir "$1"
    cat >"$1/$1.c" <<END
#include "py/runtime.h"
static mp_obj_t f(mp_obj_t a) {
    if (a == mp_const_none) {
        mp_raise_ValueError(MP_ERROR_TEXT("none"));
    }
    return a;
}
static MP_DEFINE_CONST_FUN_OBJ_1(f_obj, f);
MP_DEFINE_CONST_FUN_OBJ_1(other_obj, f);
static const mp_rom_map_elem_t table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_$1) },
    { MP_ROM_QSTR(MP_QSTR_f), MP_ROM_PTR(&f_obj) },
$2
};
static MP_DEFINE_CONST_DICT(dict, table);
const mp_obj_module_t $1 = { .base = { &mp_type_module }, .globals = (mp_obj_dict_t *)&dict };
MP_REGISTER_MODULE(MP_QSTR_$1, $1);
END
    echo "SRC_USERMOD_C += \$(USERMOD_DIR)/$1.c" >"$1/micropython.mk"
}
prints_values() { # NAME EXPECTED
    cat >values.py <<END
import $1 as m
names = [name for name in dir(m) if name[0] != "_"]
print([(name, getattr(m, name)) for name in names if name != "f"], names[0], m.__name__, m.f(2))
try:
    m.f(None)
except ValueError as error:
    print(repr(error))
try:
    m.f = 1
    print("assigned")
except AttributeError:
    pass
END
    expect_ok "$NATMOD" run "$1" values.py
    printf '%s\n' "$2 f $1 2" "ValueError('none',)" | diff -u - stdout || fail "other globals"
}
packed() { # NAME: the number of packed entries, empty if they are not
    "$NATMOD" inspect "$1"/build-natmod/*/"$1".mpy | sed -n 's/^  globals (\([0-9]*\) entries).*/\1/p'
}
module_with few ""
prints_values few "[]"
[ "$(packed few)" = 2 ] || fail "two entries are not packed"
row() { echo "    { MP_ROM_QSTR(MP_QSTR_$1), $2 },"; }
module_with ints "$(row small "MP_ROM_INT(7)"; row negative "MP_ROM_INT(-16384)"; row large "MP_ROM_INT(16384)"
    row huge "MP_ROM_INT(0x3fffffff)"; row none "MP_ROM_NONE"; row yes "MP_ROM_TRUE")"
prints_values ints "[('small', 7), ('negative', -16384), ('large', 16384), ('huge', 1073741823), \
('none', None), ('yes', True)]"
[ "$(packed ints)" = 8 ] || fail "eight entries are not packed"
module_with text "$(row answer "MP_ROM_QSTR(MP_QSTR_name)")"
prints_values text "[('answer', 'name')]"
# Equal keys are two entries, as in firmware. (Which one a name finds depends on its cache of places.)
module_with twice "$(row g "MP_ROM_PTR(&f_obj)"; row g "MP_ROM_PTR(&other_obj)")"
cat >twice.py <<'END'
import twice
print(len(twice.__dict__))
END
expect_ok "$NATMOD" run twice twice.py
expect_match '^4$' stdout
[ "$(packed twice)" = 4 ] || fail "equal keys are not packed"
# With many entries their names stand beside the values, where text is not in the heap.
many_rows() {
    row small "MP_ROM_INT(7)"; row large "MP_ROM_INT(16384)"; row none "MP_ROM_NONE"
    row again "MP_ROM_PTR(&f_obj)"; row other "MP_ROM_PTR(&other_obj)"; row write "MP_ROM_INT(-1)"
    for i in $(seq 100); do row "NUMBER_$i" "MP_ROM_INT($i)"; done
}
module_with lots "$(many_rows)"
cat >lots.py <<'END'
import gc
import lots as m
gc.collect()
print(list(m.__dict__)[:9], m.__name__)
print(m.small, m.large, m.none, m.write, m.again is m.f, m.other is m.f, m.f(3), m.again(4), m.other(5))
print([getattr(m, "NUMBER_%d" % i) for i in range(1, 101)] == list(range(1, 101)), hasattr(m, "NUMBER_0"))
END
expect_ok "$NATMOD" run lots lots.py
diff -u - stdout <<'END' || fail "other globals, of many names"
['__name__', 'f', 'small', 'large', 'none', 'again', 'other', 'write', 'NUMBER_1'] lots
7 16384 None -1 True False 3 4 5
True False
END
[ "$(packed lots)" = 108 ] || fail "108 entries are not packed"
