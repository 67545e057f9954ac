#!/bin/sh
# SPDX-License-Identifier: MIT
# The folders of src/ include downwards only, each in a namespace of its own; what does otherwise is found.
. "$TOP/tests/cases/lib.sh"

expect_ok "$TOP/scripts/check-layers"

mkdir -p tree/src/base tree/src/link tree/src/migrate tree/src/other tree/sdk/include/natmod
printf '#include <string>\n\n#  include "link/link.h"\n' >tree/src/base/up.h
printf '#include "base/up.h"\n#include "migrate/edits.h"\n' >tree/src/link/aside.cpp
printf '#include "edits.h"\n#include "base/up.h"\n' >tree/src/migrate/bare.cpp
printf '#include "base/up.h"\n' >tree/src/other/new.cpp
printf 'namespace natmod::link {\n}\n' >tree/src/link/own.cpp
printf 'namespace natmod {\n}\n' >tree/src/link/outside.cpp
printf '#include "link/link.h"\n' >tree/src/main.cpp
printf '#include <string.h>\n#include "natmod/map.h"\n#include "py/obj.h"\n' >tree/sdk/include/natmod/word.h
expect_fail "$TOP/scripts/check-layers" tree
expect_match '^src/base/up.h:3: error: base may not use link' stdout
expect_match '^src/link/aside.cpp:2: error: link may not use migrate' stdout
expect_match '^src/link/outside.cpp:1: error: the namespace of this folder is natmod::link' stdout
expect_match '^src/migrate/bare.cpp:1: error: "edits.h" does not name its folder' stdout
expect_match '^src/other/new.cpp:1: error: other is in no row' stdout
expect_match '^sdk/include/natmod/word.h:3: error: natmod may not use "py/obj.h"' stdout
[ "$(wc -l <stdout)" -eq 6 ] || fail "other lines: $(cat stdout)"
