#!/bin/sh
# SPDX-License-Identifier: MIT
# A clean build scans the text of a source as it is where that says enough, and then finds what it
# would find in the preprocessed text.
. "$TOP/tests/cases/lib.sh"

sdk=$("$NATMOD" sdk)

# What differs does not matter: tables have macros in their values.
comparable() {
    sed -e 's/"value": ".*"//; s/"refers_to": \[\]//' -e '/"refers_to": \[/,/\]/d' "$1"
}

plain=0 others=0
for source in "$TOP"/tests/modules/*/*.c "$TOP"/tests/modules/*/*.cpp "$TOP"/examples/*/*.c; do
    case $source in *.cpp) cc=c++ ;; *) cc=cc ;; esac
    set -- "$cc" "-I$sdk/include" -DNATMOD_ABI=3 "-I$(dirname "$source")" "$source"
    if ! "$NATMOD" scan --plain -o plain.json -- "$@" 2>stderr; then
        expect_match 'error: not plain: '
        others=$((others + 1))
        continue
    fi
    "$NATMOD" scan -o real.json -- "$@" 2>stderr || continue  # a header is missing
    comparable real.json >real
    comparable plain.json >text
    cmp -s real text || { diff real text; fail "another scan of $source"; }
    plain=$((plain + 1))
    # One that is a whole module makes the same files.
    mkdir -p real.out text.out
    if "$NATMOD" generate --from-scans real.json --default-name x --out-dir real.out 2>stderr; then
        expect_ok "$NATMOD" generate --from-scans plain.json --default-name x --out-dir text.out
        diff -r real.out text.out || fail "other files of $source"
    fi
done
[ "$plain" -ge 50 ] || fail "only $plain sources are plain, $others are not"

# Macros of the SDK with words that a scan looks for: matters_to_scan() and scan_plain() know them.
cat >known <<'END'
MP_DEFINE_CONST_DICT_WITH_SIZE
MP_DEFINE_EXCEPTION
MP_DYNRUNTIME_INIT_ENTRY
MP_DYNRUNTIME_REGISTER_GLOBALS_TABLE
MP_OBJ_NEW_QSTR
MP_QSTR_
MP_REGISTER_EXTENSIBLE_MODULE
MP_REGISTER_MODULE
MP_REGISTER_MODULE_DELEGATION
MP_REGISTER_ROOT_POINTER
MP_ROM_PTR
MP_ROM_QSTR
NATMOD_FIXED_MAP
_MP_OBJ_TYPE_SLOT_TYPE_locals_dict
mp_const_float_e
mp_const_float_inf
mp_const_float_nan
mp_const_float_pi
mp_const_float_tau
mp_hal_pin_input
mp_hal_pin_open_drain
mp_hal_pin_output
END
find "$sdk/include" "$sdk/libc" -name '*.h' -exec cat {} + |
    sed -e ':more' -e '/\\$/{N;s/\\\n//;b more' -e '}' |
    grep -E '^ *# *define .*(MP_QSTR_|MP_REGISTER_|MP_ROM_(QSTR|PTR)|MP_OBJ_NEW_QSTR|mp_obj_(module|dict)_t|map_elem_t|mp_arg_t|mpy_init)' |
    sed -E 's/^ *# *define +([A-Za-z0-9_]+).*/\1/' | LC_ALL=C sort -u >found
diff known found || fail "macros of the SDK's"

# Headers that a scan looks into: read_ioctl() leaves out those with ioctl, declares_streams() knows
# the others and those that include them.
(
    cd "$sdk/include"
    grep -lrw ioctl . | sed 's,^./,,' | LC_ALL=C sort >"$TMP/found"
)
expect_same "$(printf '%s\n' extmod/vfs.h extmod/virtpin.h py/stream.h)" found
(
    cd "$sdk/include"
    grep -lrw mp_stream_p_t .
    grep -lrE '#include "py/(stream|nativeglue|dynruntime)\.h"' .
) | sed 's,^./,,' | LC_ALL=C sort -u >found
expect_same "$(printf '%s\n' py/dynruntime.h py/nativeglue.h py/stream.h)" found

# A build is the same either way, and sees later what a header says.
module m <<'END'
#include "m.h"
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
    {MP_ROM_QSTR(MP_QSTR_answer), MP_ROM_INT(ANSWER)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
END
printf '#include "py/runtime.h"\n#define ANSWER 42\n' >m/m.h
expect_ok "$NATMOD" build --arch x64 m
grep -q 'INT(ANSWER)' m/build-natmod/x64/obj/m.c.scan.json || fail "the text was not enough"
expect_ok "$NATMOD" build --arch x64 m
[ ! -s stderr ] || fail "a second build did: $(cat stderr)"
cp m/build-natmod/x64/m.mpy plain.mpy
touch m/m.h
expect_ok "$NATMOD" build --arch x64 m
expect_match 'scan m\.c'
grep -q ANSWER m/build-natmod/x64/obj/m.c.scan.json && fail "the compiler was not asked"
cmp m/build-natmod/x64/m.mpy plain.mpy
expect_ok "$NATMOD" build --arch x64 m
[ ! -s stderr ] || fail "a third build did: $(cat stderr)"
echo '#define NAME MP_QSTR_name' >>m/m.h
sed -i 's/MP_QSTR_answer/NAME/' m/m.c
expect_ok "$NATMOD" run m -c 'import m; print(m.name)'
expect_same 42

# Two sources, one of which needs the preprocessor.
cat >m/other.c <<'END'
#include "py/runtime.h"
#define JOIN(a, b) a##b
qstr other(void) { return JOIN(MP_QS, TR_pasted); }
END
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/other.c' >>m/micropython.mk
rm -r m/build-natmod
expect_ok "$NATMOD" build --arch x64 m
grep -q pasted m/build-natmod/x64/module.qstr.h || fail "no qstr made by ##"

# A macro that hides a qstr from the text, in a header that only the compiler finds.
mkdir -p hidden
printf '#define HIDDEN MP_QSTR_hidden\n' >hidden/hidden.h
printf '#include "py/runtime.h"\n#include <hidden.h>\nqstr other(void) { return HIDDEN; }\n' >m/other.c
rm -r m/build-natmod
expect_ok env CPATH="$TMP/hidden" "$NATMOD" build --arch x64 m
grep -q hidden m/build-natmod/x64/module.qstr.h || fail "no qstr of a hidden header"
