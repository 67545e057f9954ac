#!/bin/sh
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
