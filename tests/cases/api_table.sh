#!/bin/bash
# docs/api.md is what the headers, the table and the runtime say, and nothing declared is missing.
. "$TOP/tests/cases/lib.sh"

expect_ok python3 "$TOP/scripts/api-table"
diff -u "$TOP/docs/api.md" stdout || fail "docs/api.md is out of date: scripts/api-table > docs/api.md"

# It finds a function that nothing defines.
mkdir copy
cp -r "$TOP/scripts" "$TOP/sdk" copy
mkdir copy/src
cp -r "$TOP/src/abi" "$TOP/src/check" copy/src
echo 'int mp_declared_only(int x);' >>copy/sdk/include/py/gc.h
expect_fail python3 copy/scripts/api-table
expect_match 'py/gc.h: mp_declared_only is declared, but neither'

# Every function is used by a test module, and one that is not is found.
expect_ok python3 "$TOP/scripts/api-table" --untested
mkdir copy/tests
cp -r "$TOP/tests/modules" "$TOP/tests/cases" copy/tests
cp -r "$TOP/examples" copy
expect_fail python3 copy/scripts/api-table --untested
expect_match '^sdk/include/py/gc.h: mp_declared_only is used by no test module$' stdout
