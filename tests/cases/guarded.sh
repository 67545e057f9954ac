#!/bin/sh
# SPDX-License-Identifier: MIT
# Modules that register only for firmware, and sources of a MicroPython checkout.
. "$TOP/tests/cases/lib.sh"

# guarded OPEN [CLOSE]: a module m.c in the current folder, registered between these lines.
guarded() {
    cat >m.c <<END
#include "py/runtime.h"
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
    {MP_ROM_QSTR(MP_QSTR_value), MP_ROM_INT(VALUE)},
};
static MP_DEFINE_CONST_DICT(globals, table);
$1
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_EXTENSIBLE_MODULE(MP_QSTR_m, m_module);
${2-#endif}
END
}

# expect_value VALUE OPTIONS...: m.c is built and has that value.
expect_value() {
    wanted=$1
    shift
    expect_ok "$NATMOD" build m.c --build-dir out "$@"
    ! grep warning stderr || fail "a warning: build m.c $*"
    value=$(cd "$(dirname "$(cat stdout)")" && "$NATMOD_MICROPYTHON" -c 'import m; print(m.value)')
    [ "$value" = "$wanted" ] || fail "m.value is $value instead of $wanted: $*"
}

# Each way to write it.
number=0
while read -r line; do
    number=$((number + 1))
    guarded "$line"
    expect_value $number -D VALUE=$number
done <<'END'
#if !MICROPY_ENABLE_DYNRUNTIME
#ifndef MICROPY_ENABLE_DYNRUNTIME
#if !defined(MICROPY_ENABLE_DYNRUNTIME) // and not defined
  #  if ! defined MICROPY_ENABLE_DYNRUNTIME
#if MICROPY_PY_ARRAY && !MICROPY_ENABLE_DYNRUNTIME
#if (VALUE + 1 > 0) && !MICROPY_ENABLE_DYNRUNTIME && (MICROPY_PY_ARRAY || VALUE)
END
guarded '#if MICROPY_ENABLE_DYNRUNTIME
#error
#else'
expect_value 7 -D VALUE=7
guarded '#ifdef MICROPY_ENABLE_DYNRUNTIME
#elif MICROPY_PY_ARRAY'
expect_value 8 -D VALUE=8
# Other conditions around it, and one beside it that is over.
guarded '#if 1
#ifdef MICROPY_ENABLE_DYNRUNTIME
#endif
#ifndef MICROPY_ENABLE_DYNRUNTIME
#if MICROPY_PY_ARRAY
/* #else */' '#endif
#endif
#endif'
expect_value 9 -D VALUE=9
expect_ok "$NATMOD" generate --name m.c -- -DVALUE=1
expect_same m
expect_ok "$NATMOD" check m.c -D VALUE=1
expect_match 'works$' stdout

# Whoever sets it himself gets what he set.
guarded '#if !MICROPY_ENABLE_DYNRUNTIME'
expect_value 3 -D VALUE=3 -D MICROPY_ENABLE_DYNRUNTIME=0
expect_error 'registered only under #if !MICROPY_ENABLE_DYNRUNTIME' \
    "$NATMOD" build m.c -D VALUE=3 -D MICROPY_ENABLE_DYNRUNTIME
expect_match 'MICROPY_ENABLE_DYNRUNTIME=0'
# Of several conditions the one that is not met is named.
guarded '#if MICROPY_MODULE_M
#if !MICROPY_ENABLE_DYNRUNTIME' '#endif
#endif'
expect_error 'registered only under #if MICROPY_MODULE_M' "$NATMOD" build m.c -D VALUE=3
expect_match '-D NAME=1'

# An mpy_init goes first, in whatever source, and so does a registration without condition.
guarded '#if !MICROPY_ENABLE_DYNRUNTIME' '#else
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_value, MP_OBJ_NEW_SMALL_INT(41));
    MP_DYNRUNTIME_INIT_EXIT
}
#endif'
sed -i '1i #if MICROPY_ENABLE_DYNRUNTIME\n#include "py/dynruntime.h"\n#endif' m.c
expect_value 41 -D VALUE=3
guarded '#if !MICROPY_ENABLE_DYNRUNTIME
#undef VALUE
#define VALUE 1
#endif' ''
expect_value 5 -D VALUE=5

# MICROPYTHON names a checkout, behind the SDK: lib/ and extmod/ are its own, py/ is not.
mkdir -p checkout/extmod checkout/lib/numbers checkout/py
echo '#error the header of a firmware' >checkout/py/runtime.h
echo '#define NUMBER 12' >checkout/lib/numbers/numbers.h
{
    echo '#include "lib/numbers/numbers.h"'
    guarded '#if !MICROPY_ENABLE_DYNRUNTIME'
    cat m.c
} >checkout/extmod/modm.c
cp checkout/extmod/modm.c m.c
expect_fail "$NATMOD" build m.c -D VALUE=NUMBER
expect_fail "$NATMOD" check m.c -D VALUE=NUMBER
expect_match 'lib/numbers/numbers.h was not found.*MICROPYTHON' stdout
export MICROPYTHON=checkout
expect_value 12 -D VALUE=NUMBER
expect_ok "$NATMOD" build checkout/extmod/modm.c -D VALUE=NUMBER -o m.mpy
