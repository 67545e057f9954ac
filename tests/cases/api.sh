#!/bin/bash
# SPDX-License-Identifier: MIT
# docs/api.md says what the headers, the tables and the runtime say; nothing declared is missing.
. "$TOP/tests/cases/lib.sh"

expect_ok "$NATMOD" docs --api
cp stdout api.md
diff -u "$TOP/docs/api.md" api.md || fail "docs/api.md is out of date: natmod docs --api > docs/api.md"

# Every function is used by a test module.
expect_ok python3 "$TOP/tests/api_untested.py" "$TOP" api.md

# One that nothing tests is found, and one that nothing defines.
mkdir copy copy/tests
cp -r "$TOP/sdk" "$TOP/examples" copy
cp -r "$TOP/tests/modules" "$TOP/tests/cases" copy/tests
echo 'static inline int mp_untested(int x) { return x; }' >>copy/sdk/include/py/gc.h
expect_ok env NATMOD_SDK=copy/sdk "$NATMOD" docs --api
cp stdout copy/api.md
expect_fail python3 "$TOP/tests/api_untested.py" copy copy/api.md
expect_match '^py/gc.h: mp_untested is used by no test module$' stdout

echo 'int mp_declared_only(int x);' >>copy/sdk/include/py/gc.h
expect_fail env NATMOD_SDK=copy/sdk "$NATMOD" docs --api
expect_match 'py/gc.h: error: mp_declared_only is declared, but neither'
