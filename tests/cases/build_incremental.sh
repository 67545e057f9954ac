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
