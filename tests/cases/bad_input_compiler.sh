#!/bin/sh
# A compiler that is not there, or makes code for another machine.
. "$TOP/tests/cases/lib.sh"

cp -R "$TOP/examples/shapes" shapes
rm -rf shapes/build-natmod

expect_error 'no-such-compiler' "$NATMOD" build shapes --cc no-such-compiler
expect_error 'no-such-prefix-gcc' env CROSS=no-such-prefix- "$NATMOD" build shapes
expect_error 'armv7emsp' "$NATMOD" build shapes --arch armv7emsp --cc gcc
expect_error 'pdp11' "$NATMOD" build shapes --arch pdp11
expect_match 'x64'
expect_absent shapes/build-natmod/x64/shapes.mpy shapes/build-natmod/armv7emsp/shapes.mpy

# A compiler's message about another name, which quotes a line with a qstr, is no missing qstr; one
# about a qstr that no scan saw is.
cp -R shapes typo
sed -i 's/MP_ROM_PTR(&shapes_area_obj)/MP_ROM_PTR(\&shapes_aera_obj)/' typo/shapes.c
expect_fail "$NATMOD" build typo
expect_match 'shapes_aera_obj'
expect_match '^hint: the messages above say why$'
cp -R shapes unseen
echo 'qstr natmod_unseen(void) { return MP_QSTR_unseen; }' >unseen/unseen.h
sed -i 's/^#include "py.runtime.h"/&\n#ifndef NO_QSTR\n#include "unseen.h"\n#endif/' unseen/shapes.c
expect_fail "$NATMOD" build unseen
expect_match '^hint: no scan saw MP_QSTR_unseen:'
