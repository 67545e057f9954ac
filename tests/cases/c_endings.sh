#!/bin/bash
# SPDX-License-Identifier: MIT
# What ends a program in C or C++ raises an exception in Python: a module has no other way out.
. "$TOP/tests/cases/lib.sh"

mkdir ends
printf 'SRC_USERMOD_C += $(USERMOD_DIR)/endings.c\nSRC_USERMOD_CXX += $(USERMOD_DIR)/pure.cpp\n' \
    >ends/micropython.mk
cat >ends/pure.cpp <<'END'
#include <stddef.h>

// An object that calls itself while its base class is made: nobody has defined what it calls.
struct Base {
    Base() { call(); }
    void call() { pure(); }
    virtual void pure() = 0;
};
struct Derived : Base {
    void pure() override {}
};
extern "C" void pure_call(void);
void pure_call(void) {
    Derived derived;
    derived.pure();
}

// An array of objects, with and without room for it.
struct Counted {
    int value = 7;
    ~Counted() { ++gone; }
    static int gone;
};
int Counted::gone;
extern "C" int array_sum(size_t n);
int array_sum(size_t n) {
    Counted *all = new Counted[n];
    int sum = 0;
    for (size_t i = 0; i < n; ++i) sum += all[i].value;
    delete[] all;
    return sum + Counted::gone;
}
END
cat >ends/endings.c <<'END'
#undef NDEBUG
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "py/runtime.h"
void pure_call(void);
int array_sum(size_t n);
static mp_obj_t end(mp_obj_t how) {
    switch (mp_obj_get_int(how)) {
        case 0: exit(3);
        case 1: abort();
        case 2: assert(mp_obj_get_int(how) == 0); break;
        case 3: pure_call(); break;
        case 4: errno = ENOENT; perror("file"); return mp_obj_new_int(errno);
        case 5: return mp_obj_new_int(array_sum(5));
        case 6: array_sum((size_t)-1 / 16); break;
        case 7: return mp_obj_new_int(getchar());
        default: break;
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(end_obj, end);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_end), MP_ROM_PTR(&end_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t endings_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_endings, endings_module);
END
cat >try.py <<'END'
import endings

for i in range(8):
    try:
        print(endings.end(i))
    except BaseException as e:
        print(type(e).__name__, e.args if i != 2 else str(e)[str(e).find("endings.c"):])
END
for row in $ROWS; do
    arch=${row%%=*}
    expect_ok "$NATMOD" build ends --arch "$arch"
    expect_ok env MICROPYPATH="ends/build-natmod/$arch" sh -c 'echo x | "$1" try.py' sh "${row#*=}"
    sed -i 's/\(MemoryError\).*/\1/; s/:[0-9]*: /:LINE: /' stdout
    expect_same "SystemExit (3,)
SystemExit ('abort',)
AssertionError endings.c:LINE: mp_obj_get_int(how) == 0
RuntimeError ('pure virtual function called',)
file: error 2
2
40
MemoryError
120"
done
