#!/bin/sh
# SPDX-License-Identifier: MIT
# Without --arch a build is for the MicroPython that is found, which is asked once.
. "$TOP/tests/cases/lib.sh"

module m <<'END'
#include "py/runtime.h"
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
END

# micropython ARCH: a program that answers as one for that architecture does, and keeps count.
micropython() {
    cat >micropython.c <<END
#include <stdio.h>
int main(void) {
    FILE *file = fopen("$TMP/asked", "a");
    fputs("$1\n", file);
    fclose(file);
    printf("%d\n", 6 | 3 << 8 | $1 << 10);
}
END
    rm -f micropython
    cc -o micropython micropython.c
}

# asked N: builds, after which the program has been asked N times in all.
asked() {
    "$NATMOD" build m >stdout 2>stderr || true  # it may have no compiler for it
    [ "$(wc -l <asked)" -eq "$1" ] || fail "asked $(wc -l <asked) times, not $1"
}

export NATMOD_CACHE="$TMP/cache" NATMOD_MICROPYTHON="$TMP/micropython"
micropython 2
expect_ok "$NATMOD" build m
expect_match 'build-natmod/x64/m\.mpy' stdout
asked 1
micropython 1
asked 2
asked 2

# A script may run something else tomorrow.
printf '#!/bin/sh\necho script >>%s/asked\necho %d\n' "$TMP" $((6 | 3 << 8 | 2 << 10)) >script
chmod +x script
export NATMOD_MICROPYTHON="$TMP/script"
asked 3
asked 4
