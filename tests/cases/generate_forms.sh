#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod generate reads what the compiler sees: conditions, headers, macros, included sources.
. "$TOP/tests/cases/lib.sh"

name_of() {
    expect_ok "$NATMOD" generate --name "$@"
    cat stdout
}

# expect_name NAME ARGS...
expect_name() {
    wanted=$1
    shift
    got=$(name_of "$@")
    [ "$got" = "$wanted" ] || fail "the name is '$got' instead of '$wanted': generate --name $*"
}

# Both forms of the registration in one file, by MicroPython's version, and one in a comment.
cat >versions.c <<'END_C'
#include "py/runtime.h"
const mp_obj_module_t versions_module = {0};
/* MP_REGISTER_MODULE(MP_QSTR_commented, versions_module); */
// MP_REGISTER_MODULE(MP_QSTR_commented_too, versions_module);
static const char text[] = "MP_REGISTER_MODULE(MP_QSTR_quoted, versions_module);";
#if MICROPY_VERSION >= MICROPY_MAKE_VERSION(1, 19, 0)
MP_REGISTER_MODULE(MP_QSTR_versions, versions_module);
#else
MP_REGISTER_MODULE(MP_QSTR_old_versions, versions_module, MODULE_VERSIONS_ENABLED);
#endif
END_C
expect_name versions versions.c

# The three-argument form alone: on if it is not 0.
cat >old.c <<'END_C'
#include "py/runtime.h"
const mp_obj_module_t old_module = {0};
MP_REGISTER_MODULE(MP_QSTR_old, old_module, MODULE_OLD_ENABLED);
END_C
expect_name old old.c
expect_name old old.c -DMODULE_OLD_ENABLED=1
expect_name old -D MODULE_OLD_ENABLED old.c
expect_error 'old is registered, but switched off' \
    "$NATMOD" generate --name old.c -- -DMODULE_OLD_ENABLED='(0)'

# In a header, through a macro of the user's; the header is found by -I and included twice.
mkdir -p include
cat >include/register.h <<'END_C'
#define REGISTER(name) MP_REGISTER_MODULE(MP_QSTR_##name, name##_module)
extern const mp_obj_module_t header_module;
REGISTER(header);
END_C
cat >header.c <<'END_C'
#include "py/runtime.h"
#include "register.h"
const mp_obj_module_t header_module = {0};
END_C
cat >other.c <<'END_C'
#include "py/runtime.h"
#include "register.h"
END_C
expect_name header -I include header.c other.c
expect_name header header.c -- -Iinclude
expect_ok "$NATMOD" generate -Iinclude header.c other.c
expect_match '// header: include/register.h:3$' stdout

# Qstrs that X-macros and ## make; a source that includes another.
cat >names.h <<'END_C'
X(red) X(green)
X(blue)
END_C
cat >colours.inc.c <<'END_C'
static const mp_rom_map_elem_t table[] = {
#define X(name) { MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_INT(MP_QSTR_##name##_value) },
#include "names.h"
#undef X
};
static MP_DEFINE_CONST_DICT(globals, table);
END_C
cat >colours.c <<'END_C'
#include "py/runtime.h"
#include "colours.inc.c"
const mp_obj_module_t colours_module = { { &mp_type_module }, (mp_obj_dict_t *)&globals };
MP_REGISTER_MODULE(MP_QSTR_colours, colours_module);
END_C
expect_ok "$NATMOD" generate --json colours.c
for name in red green blue red_value blue_value colours; do
    expect_match "^    \"$name\",?\$" stdout
done
expect_match '"at": "names.h:2"' stdout
expect_match '"globals_table": "table"' stdout
expect_match '"registered_at": "colours.c:4"' stdout
expect_match '"defined_at": "colours.c:3"' stdout
expect_ok "$NATMOD" generate --qstr-header colours.c
expect_match '^#define MP_QSTR_green_value ' stdout

# -o writes a file, and leaves one alone that would not change.
expect_ok "$NATMOD" generate versions.c -o out/init.c
expect_match 'natmod_adopt\(self->context, &natmod_globals_of_versions_module\);' out/init.c
touch -d '2001-01-01' out/init.c
expect_ok "$NATMOD" generate versions.c -o out/init.c
[ -z "$(find out/init.c -newermt '2002-01-01')" ] || fail "an unchanged file was written"
expect_ok "$NATMOD" generate --mutable-globals versions.c
expect_match 'natmod_copy_globals\(self->context, &versions_module\);' stdout

# A source with its own mpy_init keeps it.
cat >own.c <<'END_C'
#include "py/runtime.h"
#ifdef MICROPY_ENABLE_DYNRUNTIME
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    return mp_const_none;
}
#else
MP_REGISTER_MODULE(MP_QSTR_own, own_module);
#endif
END_C
expect_ok "$NATMOD" generate own.c
expect_match 'mpy_init is at own.c:3' stdout
expect_error 'own mpy_init and no name' "$NATMOD" generate --name own.c

# natmod init is its other name.
expect_ok "$NATMOD" init --name versions.c
expect_match '^versions$' stdout
