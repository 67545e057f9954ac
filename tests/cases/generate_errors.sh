#!/bin/sh
# SPDX-License-Identifier: MIT
# Sources that natmod generate must refuse, each with the line that is wrong.
. "$TOP/tests/cases/lib.sh"

# source NAME: NAME.c from standard input, after one line.
source_file() {
    { printf '#include "py/runtime.h"\n'; cat; } >"$1.c"
}

source_file nothing <<'END_C'
int x;
END_C
expect_error 'no MP_REGISTER_MODULE' "$NATMOD" generate nothing.c
expect_match '^natmod: nothing\.c: '

source_file disabled <<'END_C'
#if 1
#endif
# ifdef MODULE_DISABLED_ENABLED
const mp_obj_module_t disabled_module = {0};
MP_REGISTER_MODULE(MP_QSTR_disabled, disabled_module);
# endif
END_C
expect_error 'registered only under # ifdef MODULE_DISABLED_ENABLED' "$NATMOD" generate disabled.c
expect_match '^natmod: disabled\.c:6: '
expect_match 'hint: define .* -D NAME=1'
"$NATMOD" generate disabled.c -DMODULE_DISABLED_ENABLED >/dev/null

source_file forgotten <<'END_C'
const mp_obj_module_t forgotten_module = {0};
END_C
expect_error 'no MP_REGISTER_MODULE for module object forgotten_module' "$NATMOD" generate forgotten.c
expect_match '^natmod: forgotten\.c:2: '

source_file first <<'END_C'
const mp_obj_module_t first_module = {0};
MP_REGISTER_MODULE(MP_QSTR_same, first_module);
END_C
source_file second <<'END_C'

const mp_obj_module_t second_module = {0};
MP_REGISTER_MODULE(MP_QSTR_same, second_module);
END_C
expect_error 'same is registered twice' "$NATMOD" generate first.c second.c
expect_match '^natmod: second\.c:4: '
expect_match '^hint: .*first\.c:3'

source_file two <<'END_C'
MP_REGISTER_MODULE(MP_QSTR_other, other_module);
END_C
expect_error '2 modules are registered: same \(first\.c:3\), other \(two\.c:2\)' \
    "$NATMOD" generate first.c two.c
expect_ok "$NATMOD" generate --name --module other first.c two.c
expect_same other

source_file hidden <<'END_C'
static const mp_obj_module_t hidden_module = {0};
MP_REGISTER_MODULE(MP_QSTR_hidden, hidden_module);
END_C
expect_error 'hidden_module is static' "$NATMOD" generate hidden.c
expect_match '^natmod: hidden\.c:3: '
expect_match '^hint: .*hidden\.c:2'

source_file inside <<'END_C'
void f(void) {
    MP_REGISTER_MODULE(MP_QSTR_inside, inside_module);
}
END_C
expect_error 'MP_REGISTER_MODULE inside a function' "$NATMOD" generate inside.c
expect_match '^natmod: inside\.c:3: '

source_file malformed <<'END_C'
MP_REGISTER_MODULE("malformed", malformed_module);
END_C
expect_error 'needs a name and a module object' "$NATMOD" generate malformed.c
expect_match '^natmod: malformed\.c:2: '

source_file directive <<'END_C'
#if
#endif
END_C
expect_error 'the preprocessor failed' "$NATMOD" generate directive.c
expect_match 'directive\.c:2:.*error'

source_file unknown_include <<'END_C'
#include "no/such/header.h"
END_C
expect_error 'the preprocessor failed' "$NATMOD" generate unknown_include.c
expect_match 'no/such/header\.h'

expect_error 'no such source' "$NATMOD" generate nowhere.c
expect_error 'no sources' "$NATMOD" generate
expect_error 'cannot run no-such-cc: not found' "$NATMOD" generate --cc no-such-cc first.c
expect_error 'cannot write' "$NATMOD" generate first.c -o /dev/null/x/y

# The C++ form of a hidden object.
cp hidden.c hidden.cpp
sed -i 's/static //' hidden.cpp
expect_error 'hidden_module is const' "$NATMOD" generate hidden.cpp
expect_match '^hint: .*extern "C"'

# A scan result that is none, and one of nothing.
echo '{}' >broken.json
expect_error 'not a scan result' "$NATMOD" generate --from-scans broken.json --out-dir out
expect_absent out

# natmod scan leaves nothing behind when it fails.
expect_error 'inside a function' \
    "$NATMOD" scan -o inside.json -- cc -I"$NATMOD_SDK/include" inside.c
expect_absent inside.json
