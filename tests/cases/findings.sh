#!/bin/sh
# SPDX-License-Identifier: MIT
# --json and --github of build, check and verify: the same findings, and the status as without.
. "$TOP/tests/cases/lib.sh"

# module_of NAME: a source that registers NAME with one function, use(); its body is on stdin.
module_of() {
    mkdir -p "$1"
    printf 'SRC_USERMOD_C += $(USERMOD_DIR)/%s.c\n' "$1" >"$1/micropython.mk"
    {
        printf '#include "py/runtime.h"\n'
        cat
        cat <<END
static MP_DEFINE_CONST_FUN_OBJ_0(use_obj, use);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_use), MP_ROM_PTR(&use_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t the_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_$1, the_module);
END
    } >"$1/$1.c"
}

# expect_json STATEMENTS: they hold of the JSON in ./stdout, which is `r`; `f` has its findings
# and `one(KIND)` the only one of that kind.
expect_json() {
    cat >ask.py <<'END'
import json, sys
r = json.load(open("stdout"))
assert set(r) == {"schema", "command", "ok", "findings", "results"} and r["schema"] == 1, r
f = r["findings"]
for finding in f:
    assert {"kind", "severity", "place", "text", "hint", "symbol", "port", "also"} <= set(finding)
    assert finding["severity"] in ("error", "warning", "note"), finding
def one(kind):
    (found,) = [finding for finding in f if finding["kind"] == kind]
    return found
def place(finding):
    return finding["place"]["file"] + ":" + str(finding["place"]["line"])
try:
    exec(sys.argv[1])
except Exception:
    print(json.dumps(r, indent=1))
    raise
END
    python3 ask.py "$1" || fail "not so: $1"
}

# What is fine, with a warning of the compiler and nothing of its text on the terminal.
module_of fine <<'END'
static mp_obj_t use(void) {
    int unused;
    return mp_const_none;
}
END
printf 'CFLAGS_USERMOD += -Wall\n' >>fine/micropython.mk
expect_ok "$NATMOD" build --json fine
! grep -q 'unused' stderr || fail "the compiler's text was shown"
expect_json '
assert r["command"] == "build" and r["ok"] and len(f) == 1
warning = one("compile-warning")
assert warning["severity"] == "warning" and "unused" in warning["text"], warning
assert place(warning) == "fine/fine.c:3" and warning["place"]["column"] == 9, warning
assert warning["arch"] == "x64" and warning["module"] == "fine"
(result,) = r["results"]
assert result.pop("bytes") > 100 and "gcc" in result.pop("compiler"), result
assert result == {"arch": "x64", "module": "fine", "abi": "6.3", "ok": True,
                  "file": "fine/build-natmod/x64/fine.mpy"}, result'
# How compilers put their messages is no reason to compile again, and people get their text.
expect_ok "$NATMOD" build fine
! grep -q 'cc ' stderr || fail "compiled again"
touch fine/fine.c
expect_ok "$NATMOD" build fine
expect_match '^fine/fine.c:3:9: warning: unused variable'
! grep -q '^\[' stderr stdout || fail "JSON for people"
touch fine/fine.c
expect_ok "$NATMOD" build --github fine
expect_match '^::warning file=fine/fine.c,line=3,col=9,title=natmod: compile warning::unused variable ' stdout
touch fine/fine.c
(cd fine && GITHUB_WORKSPACE=$TMP expect_ok "$NATMOD" build --github)
expect_match '^::warning file=fine/fine.c,line=3,' fine/stdout
expect_ok "$NATMOD" verify --json fine/build-natmod/x64/fine.mpy
expect_json '
assert r["command"] == "verify" and f == []
assert r["results"] == [{"file": "fine/build-natmod/x64/fine.mpy", "ok": True}]'
expect_ok "$NATMOD" check --github fine
[ ! -s stdout ] || fail "annotations for what is fine"

# A note of the linker.
module_of aligned <<'END'
__attribute__((aligned(64))) static mp_obj_t use(void) { return mp_const_none; }
END
expect_ok "$NATMOD" build --json --arch armv7m aligned
expect_json 'assert place(one("note")) == "aligned/aligned.c:2", f'
expect_ok "$NATMOD" build --github --arch armv7m aligned -DOTHER
expect_match '^::notice file=aligned/aligned.c,line=2,.*alignment of 64 bytes' stdout

# A missing header, in C and C++, and a missing name.
module_of header <<'END'
#include "driver/gpio.h"
static mp_obj_t use(void) { return mp_const_none; }
END
expect_fail "$NATMOD" build --json header
! grep -q 'gpio' stderr || fail "shown on standard error too"
expect_json '
missing = one("port-header")
assert not r["ok"] and len(f) == 1 and place(missing) == "header/header.c:2"
assert missing["symbol"] == "driver/gpio.h" and missing["port"] and "machine" in missing["hint"]
assert r["results"] == [{"arch": "x64", "module": "header", "abi": "6.3", "ok": False, "file": None}]'
expect_fail "$NATMOD" build --github header
expect_match '^::error file=header/header.c,line=2,col=10,title=natmod: port header::driver/gpio.h belongs to .*%0Ahint: pins and buses' stdout
sed 's,driver/gpio.h,nobodys.hpp,' header/header.c >header.cpp
expect_fail "$NATMOD" build --json header.cpp
expect_json '
assert place(one("missing-header")) == "header.cpp:2" and one("missing-header")["symbol"] == "nobodys.hpp"'
module_of name <<'END'
static mp_obj_t use(void) { return mp_obj_new_int(gc_nbytes(NULL) + my_own); }
END
expect_fail "$NATMOD" build --json name
expect_json '
names = {finding["symbol"]: finding for finding in f}
assert set(names) == {"gc_nbytes", "my_own"} and place(names["my_own"]) == "name/name.c:2", names
assert "how large" in names["gc_nbytes"]["text"], names'
sed 's/^const/extern "C" const/' name/name.c >name.cpp
expect_fail "$NATMOD" build --json name.cpp
expect_json 'assert {"gc_nbytes", "my_own"} == {finding["symbol"] for finding in f}, f'

# The linker's errors: all of them, with the hints that people get.
module_of links <<'END'
extern int nobody(int), tripel(int);
int triple(int n) { return 3 * n; }
int twice(int n) { return 2 * n; }
static mp_obj_t use(void) { return mp_obj_new_int(nobody(twice(1)) + tripel(triple(1))); }
END
expect_fail "$NATMOD" build --json links
expect_json '
assert {(finding["kind"], finding["symbol"]) for finding in f} == {
    ("missing-symbol", "nobody"), ("missing-symbol", "tripel")}, f
assert all(place(finding).startswith("links/links.c") for finding in f), f
assert any(finding["hint"] == "did you mean triple?" for finding in f), f'
printf 'SRC_USERMOD_C += $(USERMOD_DIR)/more.c\n' >>links/micropython.mk
printf 'int twice(int n) { return n + n; }\nint nobody(int n) { return n; }\nint tripel(int n) { return n; }\n' >links/more.c
expect_fail "$NATMOD" build --json links
expect_json 'assert one("error")["text"].startswith("duplicate symbol twice, first defined in "), f'

# What is wrong with the registration; and a build that cannot even begin.
module_of twofold <<'END'
static mp_obj_t use(void) { return mp_const_none; }
END
sed -n '/MP_REGISTER/p' twofold/twofold.c >>twofold/twofold.c
expect_fail "$NATMOD" build --json twofold
expect_json '
assert len(f) == 1 and place(f[0]) == "twofold/twofold.c:8" and "twice" in f[0]["text"], f
assert f[0]["kind"] == "error" and f[0]["hint"], f'
for form in build check; do
    expect_fail "$NATMOD" $form --json no-such-folder
    expect_json 'assert not r["ok"] and len(f) == 1 and "no-such-folder" in json.dumps(f), f'
done

# Several modules and architectures: each has its result, and the same annotation is given once.
expect_fail "$NATMOD" build --json fine header --arch x64,armv7m
expect_json '
assert [(x["arch"], x["module"], x["ok"]) for x in r["results"]] == [
    (arch, *rest) for arch in ("x64", "armv7m") for rest in (("fine", True), ("header", False))], r
assert [x["arch"] for x in f if x["kind"] == "port-header"] == ["x64", "armv7m"], f'
expect_fail "$NATMOD" build --github header --arch x64,armv7m
[ "$(grep -c '^::error' stdout)" = 1 ] || fail "not one annotation"

# check has the same form, and its own verdict.
expect_fail "$NATMOD" check --json header
expect_json '
assert r["command"] == "check" and one("port-header")["place"] == {
    "file": "header/header.c", "line": 2, "column": 10}, f
(result,) = r["results"]
assert not result["ok"] and result["port"] == {"headers": ["driver/gpio.h"], "names": []}'
expect_fail "$NATMOD" check --github links
expect_match '^::error file=links/.*title=natmod: error::duplicate symbol twice' stdout

# A file that is no module, one that is not there, and a good one.
printf 'M\006\037\037' >bad.mpy
expect_fail "$NATMOD" verify --json bad.mpy none.mpy fine/build-natmod/x64/fine.mpy
expect_json '
assert [x["ok"] for x in r["results"]] == [False, False, True], r
assert [x["place"]["file"] for x in f] == ["bad.mpy", "none.mpy"], f'
expect_fail "$NATMOD" verify --github bad.mpy
expect_match '^::error file=bad.mpy,title=natmod: error::' stdout

# clang's messages are read from its text.
if command -v clang >/dev/null; then
    expect_fail "$NATMOD" build --json --toolchain clang name --build-dir by-clang
    expect_json '
names = {finding["symbol"]: finding for finding in f}
assert set(names) == {"gc_nbytes", "my_own"} and place(names["my_own"]) == "name/name.c:2", f'
fi
