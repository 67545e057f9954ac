#!/bin/sh
# SPDX-License-Identifier: MIT
# A second build does nothing, or only what a change requires.
. "$TOP/tests/cases/lib.sh"

module m <<'END'
#include "py/runtime.h"
#include "answer.h"
static mp_obj_t answer(void) {
    return mp_obj_new_int(ANSWER);
}
static MP_DEFINE_CONST_FUN_OBJ_0(answer_obj, answer);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
    {MP_ROM_QSTR(MP_QSTR_answer), MP_ROM_PTR(&answer_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
END
cat >m/other.c <<'END'
int other_source(void) { return 1; }
END
echo '#define ANSWER 42' >m/answer.h
echo 'SRC_USERMOD_LIB_C += $(USERMOD_DIR)/other.c' >>m/micropython.mk

answer() {
    "$NATMOD" run m/build-natmod/x64/m.mpy -c 'import m; print(m.answer())'
}

expect_ok "$NATMOD" build m
expect_same m/build-natmod/x64/m.mpy
expect_match 'cc m\.c'
expect_match 'cc other\.c'
[ "$(answer)" = 42 ] || fail "answer: $(answer)"
grep -q '"file": ".*/m/m\.c"' m/build-natmod/compile_commands.json || fail "compile_commands.json"

# Nothing changed: nothing runs, and the result keeps its time stamp.
cp -p m/build-natmod/x64/m.mpy before.mpy
expect_ok "$NATMOD" build m
expect_same m/build-natmod/x64/m.mpy
[ ! -s stderr ] || fail "a second build did: $(cat stderr)"
[ -z "$(find m/build-natmod/x64/m.mpy -newer before.mpy)" ] || fail "m.mpy was written again"

# A header: what includes it, and only that.
echo '#define ANSWER 43' >m/answer.h
expect_ok "$NATMOD" build m
expect_match 'cc m\.c'
! grep -q 'other\.c' stderr || fail "other.c does not include answer.h"
[ "$(answer)" = 43 ] || fail "answer: $(answer)"

# A comment: the qstrs are as before, so that no other source is compiled again.
echo '// a comment' >>m/m.c
expect_ok "$NATMOD" build m
expect_match 'scan m\.c'
! grep -q 'module\.init\.c' stderr || fail "the init source was compiled again"

# A header and a source that are edited while a compiler runs, which has read them already.
cat >edit <<END
#!/bin/sh
"\$@" || exit
cd '$TMP'
case "\$* " in
*" -c "*m.c\ *)
    [ -e edits ] || exit 0
    . ./edits && rm edits
    touch m/build-natmod/x64/obj/m.c.o # as if the compiler had been slower
    ;;
esac
END
chmod +x edit
edited() { # COMMAND ANSWER
    echo "$1" >edits
    echo '// another' >>m/m.c
    expect_ok "$NATMOD" build m --launcher "$TMP/edit"
    [ ! -e edits ] || fail "nothing was edited"
    expect_ok "$NATMOD" build m --launcher "$TMP/edit"
    [ "$(answer)" = "$2" ] || fail "$1, while it was compiled: $(answer)"
    expect_ok "$NATMOD" build m --launcher "$TMP/edit"
    [ ! -s stderr ] || fail "a third build did: $(cat stderr)"
}
edited "echo '#define ANSWER 44' >m/answer.h" 44
edited "sed -i 's/(ANSWER)/(ANSWER + 1)/' m/m.c" 45

# Flags: everything.
expect_ok "$NATMOD" build m -D 'UNUSED="a b"'
expect_match 'cc m\.c'
expect_match 'cc other\.c'
expect_ok "$NATMOD" build m --cflags "-O1 -DTEXT='a b'" -v
expect_match "-O1 '?-DTEXT=a b"

# A flag that only the scan sees, and one that only the init source has.
expect_ok "$NATMOD" build m -D EXTRA=1
expect_match 'scan m\.c'
expect_ok "$NATMOD" build m -D EXTRA=1
[ ! -s stderr ] || fail "nothing changed, and it did: $(cat stderr)"
expect_ok "$NATMOD" build m -D EXTRA=1 --mutable-globals
expect_match 'module\.init\.c'
expect_ok "$NATMOD" build m -D EXTRA=1
expect_match 'module\.init\.c'
expect_ok "$NATMOD" build m
rm m/build-natmod/x64/module.qstr.h
expect_ok "$NATMOD" build m
[ -f m/build-natmod/x64/module.qstr.h ] || fail "module.qstr.h was not made again"

# A source that is gone from the makefile is gone from the module.
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/m.c' >m/micropython.mk
rm m/other.c
expect_ok "$NATMOD" build m

# A module of one plain source: natmod compiles and links it without ninja, which then finds nothing to do.
module one <<'END'
#include "py/runtime.h"
#include "answer.h"
static mp_obj_t answer(void) {
    return MP_OBJ_NEW_SMALL_INT(ANSWER);
}
static MP_DEFINE_CONST_FUN_OBJ_0(answer_obj, answer);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_answer), MP_ROM_PTR(&answer_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t one_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_one, one_module);
END
built() { # WHAT PATTERN [OPTION...]: natmod runs steps that match, once, and the answer is $want
    what=$1 pattern=$2
    shift 2
    expect_ok "$NATMOD" build one "$@"
    expect_match "$pattern"
    got=$("$NATMOD" run one/build-natmod/x64/one.mpy -c 'import one; print(one.answer())')
    [ "$got" = "$want" ] || fail "$what: $got"
    expect_ok "$NATMOD" build one "$@"
    [ ! -s stderr ] || fail "$what: a second build did: $(cat stderr)"
}
want=42
echo '#define ANSWER 42' >one/answer.h
built "a clean build" '\[2/2\] link'
[ ! -e one/build-natmod/x64/.ninja_log ] || fail "ninja ran"
echo 'unused_name = 0x100;' >one.ld
built "an option of the link" '\[1/1\] link' --externs one.ld
built "without it again" '\[1/1\] link'
built "a flag" 'cc one\.c' -D UNUSED=1
touch one/build-natmod/x64/obj/one.c.o
built "another flag" 'cc one\.c' -D UNUSED=2
want=43
echo '#define ANSWER 43' >one/answer.h
built "a header" 'cc one\.c' -D UNUSED=2
rm one/build-natmod/x64/obj/one.c.o.d
built "no list of headers" 'cc one\.c' -D UNUSED=2

: >one/build-natmod/x64/obj/one.c.o
expect_fail "$NATMOD" build one -D UNUSED=2
built "half an object, which a killed compiler has left" 'cc one\.c' -D UNUSED=2

# The same, edited while the compiler runs, in a clean build and in a later one.
cat >slow <<END
#!/bin/sh
gcc "\$@" || exit
cd '$TMP'
case "\$* " in
*" -c "*one.c\ *)
    [ -e edits ] || exit 0
    . ./edits && rm edits
    touch one/build-natmod/x64/obj/one.c.o # as if the compiler had been slower
    ;;
esac
END
chmod +x slow
one_edited() { # COMMAND
    echo "$1" >edits
    expect_ok "$NATMOD" build one --arch x64 --cc "$TMP/slow"
    [ ! -e edits ] || fail "nothing was edited"
    built "$1, while it was compiled" 'cc one\.c' --arch x64 --cc "$TMP/slow"
}
if [ "$(uname -m)" = x86_64 ]; then
    rm -r one/build-natmod
    want=44
    one_edited "echo '#define ANSWER 44' >one/answer.h"
    want=45
    echo '// another' >>one/one.c
    one_edited "sed -i 's/(ANSWER)/(ANSWER + 1)/' one/one.c"
    rm -r one/build-natmod
    want=46
    one_edited "sed -i 's/ + 1/ + 2/' one/one.c"
fi

# An older file in place of a linker script, of an archive, or of one that a script names: the module is linked anew.
module rom <<'END'
#include "py/runtime.h"
extern char rom_value[];
int library_value(void);
static mp_obj_t value(void) {
    return mp_obj_new_int((mp_int_t)(uintptr_t)rom_value + library_value());
}
static MP_DEFINE_CONST_FUN_OBJ_0(value_obj, value);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_value), MP_ROM_PTR(&value_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t rom_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_rom, rom_module);
END
library() { # VALUE ARCHIVE: with a date long past
    echo "int library_value(void) { return $1; }" >library.c
    gcc -fpic -c library.c
    rm -f "$2"
    ar rc "$2" library.o
    touch -d 2001-01-01 "$2"
}
value() {
    expect_ok "$NATMOD" build rom --externs rom.ld --ldflags "$TMP/$1"
    "$NATMOD" run rom/build-natmod/x64/rom.mpy -c 'import rom; print(rom.value())'
}
if [ "$(uname -m)" = x86_64 ]; then
    echo 'rom_value = 0x100;' >rom.ld
    library 1 plain.a
    echo 'GROUP ( inner.a )' >group.a
    cp plain.a inner.a
    [ "$(value plain.a)" = 257 ] || fail "plain.a"
    echo 'rom_value = 0x200;' >older.ld
    touch -d 2001-01-01 older.ld
    mv older.ld rom.ld
    [ "$(value plain.a)" = 513 ] || fail "an older linker script"
    library 2 older.a
    mv older.a plain.a
    [ "$(value plain.a)" = 514 ] || fail "an older archive"
    [ "$(value group.a)" = 513 ] || fail "group.a"
    library 3 older.a
    mv older.a inner.a
    [ "$(value group.a)" = 515 ] || fail "an older archive that a script names"
fi
