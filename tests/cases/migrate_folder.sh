#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod migrate on a module of several files: its Makefile gives the name and the descriptions, its
# headers migrate too, and the exit status says whether something is left to do.
. "$TOP/tests/cases/lib.sh"

mkdir -p box/src elsewhere
cat >box/Makefile <<'END'
MPY_DIR ?= ../..
MOD = crate
SRC = src/main.c src/box.c
ARCH ?= x64
include $(MPY_DIR)/py/dynruntime.mk
CFLAGS += -DFACTOR=2 -I$(MPY_DIR)/lib
LDFLAGS_EXTRA += -L$(MPY_DIR)/lib -Llib
END
cat >box/src/common.h <<'END'
#include "py/dynruntime.h"
typedef struct { mp_obj_base_t base; mp_int_t width; } box_t;
extern mp_obj_full_type_t box_type;
STATIC inline mp_int_t scaled(mp_int_t x) { return FACTOR * x; }
END
cat >box/src/box.c <<'END'
#include "common.h"
mp_obj_t box_unary(mp_unary_op_t op, mp_obj_t self) {
    if (mp_obj_get_type(self) != (mp_obj_type_t *)&box_type || op != MP_UNARY_OP_LEN) {
        return MP_OBJ_NULL;
    }
    return MP_OBJ_NEW_SMALL_INT(scaled(((box_t *)MP_OBJ_TO_PTR(self))->width));
}
END
cat >box/src/main.c <<'END'
#include "common.h"
mp_obj_t box_unary(mp_unary_op_t op, mp_obj_t self);
mp_obj_full_type_t box_type;
static mp_obj_t box_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    box_t *self = mp_obj_malloc(box_t, type);
    self->width = mp_obj_get_int(args[0]);
    return MP_OBJ_FROM_PTR(self);
}
static mp_obj_t first(mp_obj_t list_in) {
    mp_obj_list_t *list = MP_OBJ_TO_PTR(list_in);
    return list->items[0];
}
static MP_DEFINE_CONST_FUN_OBJ_1(first_obj, first);
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    box_type.base.type = (void *)&mp_type_type;
    box_type.name = MP_QSTR_Box;
    MP_OBJ_TYPE_SET_SLOT(&box_type, make_new, box_make_new, 0);
    MP_OBJ_TYPE_SET_SLOT(&box_type, unary_op, box_unary, 1);
    mp_store_global(MP_QSTR_Box, MP_OBJ_FROM_PTR(&box_type));
    mp_store_global(MP_QSTR_first, MP_OBJ_FROM_PTR(&first_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
END

python() {
    (cd elsewhere && "$NATMOD_MICROPYTHON" -c "import crate; print(len(crate.Box(3)), crate.first([7]))") >stdout ||
        fail "the module does not work"
    expect_same '6 7'
}

# By default nothing is written.
cp -r box before
expect_ok "$NATMOD" migrate box/src/main.c box/src/box.c
expect_match '^\+\+\+ box/src/common\.h' stdout
expect_match '^\+\+\+ box/micropython\.mk' stdout
diff -r before box || fail "migrate without --write wrote something"

expect_ok "$NATMOD" migrate --write box/src/main.c box/src/box.c
if grep -rnE 'dynruntime\.h|full_type|STATIC|mpy_init' box/src; then fail "not all of it is migrated"; fi
expect_match 'py/objlist\.h' box/src/common.h
expect_match 'MP_REGISTER_MODULE\(MP_QSTR_crate,' box/src/main.c
expect_same '# Firmware: make USER_C_MODULES=<the folder above this one>. Native module: natmod build.
SRC_USERMOD_C += $(USERMOD_DIR)/src/main.c
SRC_USERMOD_C += $(USERMOD_DIR)/src/box.c
CFLAGS_USERMOD += -I$(USERMOD_DIR) -DFACTOR=2 -I$(TOP)/lib
LDFLAGS_USERMOD += -L$(TOP)/lib -L$(USERMOD_DIR)/lib' box/micropython.mk
for line in '-L${MICROPY_DIR}/lib' '-L${CMAKE_CURRENT_LIST_DIR}/lib'; do
    grep -qF "INTERFACE \"$line\")" box/micropython.cmake || fail "no $line in micropython.cmake"
done
for from in make cmake; do
    rm -f elsewhere/crate.mpy
    expect_ok "$NATMOD" build --from "$from" box -o elsewhere/crate.mpy
    python
done
# A description that is there stays.
echo '# mine' >box/micropython.mk
cp before/src/*.[ch] box/src/
expect_ok "$NATMOD" migrate --write box/src/main.c box/src/box.c
expect_same '# mine' box/micropython.mk

# Without a Makefile the sources are the files given.
mkdir plain
cp before/src/* plain/
sed -i 's/FACTOR/2/' plain/common.h
expect_ok "$NATMOD" migrate --write --name crate plain/main.c
expect_same '# Firmware: make USER_C_MODULES=<the folder above this one>. Native module: natmod build.
SRC_USERMOD_C += $(USERMOD_DIR)/main.c
CFLAGS_USERMOD += -I$(USERMOD_DIR)' plain/micropython.mk

# A file with nothing to migrate, and a header longer than any file name.
mkdir other
i=0
while [ $i -lt 300 ]; do echo "int function_$i(int x);" && i=$((i + 1)); done >other/long.h
echo '#include "long.h"' >other/other.c
expect_ok "$NATMOD" migrate other/other.c
expect_match 'nothing to migrate' stderr

# What is left to do is in the status, and so is a Makefile that make cannot read.
cat >left.c <<'END'
#include "py/dynruntime.h"
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_x, args[0]);
    MP_DYNRUNTIME_INIT_EXIT
}
END
expect_fail "$NATMOD" migrate --write left.c
expect_match '^natmod: left\.c:4: to do: '
expect_match 'MP_REGISTER_MODULE' left.c
mkdir broken
cp before/src/box.c broken/
printf 'include $(MPY_DIR)/py/dynruntime.mk\n$(error no)\n' >broken/Makefile
expect_error 'Makefile: error: make cannot read it' "$NATMOD" migrate broken/box.c
