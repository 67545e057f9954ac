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
