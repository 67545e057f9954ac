#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod build for a workflow: what would be built, all that can be, one report, a summary.
. "$TOP/tests/cases/lib.sh"

mkdir modules
cp -r "$TOP/examples/crc" "$TOP/examples/median" modules/
rm -rf modules/*/build-natmod
sed -i 's/MP_QSTR_crc, crc_/MP_QSTR_checksums, crc_/; s/MP_REGISTER_MODULE(MP_QSTR_crc,/MP_REGISTER_MODULE(MP_QSTR_checksums,/' modules/crc/crc.c

# --dry-run: module, architecture, ABI, compiler and file, and that is all it does.
expect_ok "$NATMOD" build modules --dry-run --arch x64,armv6m
expect_match '^checksums +x64 +6\.3 +[a-z0-9_-]*gcc [0-9.]+ +modules/crc/build-natmod/x64/checksums\.mpy$' stdout
expect_match '^median +armv6m +6\.3 +arm-none-eabi-gcc [0-9.]+ +modules/median/build-natmod/armv6m/median\.mpy$' stdout
[ "$(wc -l <stdout)" -eq 4 ] || fail "not four lines"
[ -z "$(find modules -name '*.o' -o -name '*.mpy' -o -name build.ninja)" ] || fail "it built something"
sed 's/.* //' stdout | sort >forecast
expect_ok "$NATMOD" build modules --arch x64,armv6m
sort stdout >built
cmp forecast built || fail "other files than the dry run said"
expect_ok "$NATMOD" build modules/crc --dry-run --abi 6.1 -o "$TMP/out/"
expect_match ' x64 +6\.1 .* out/checksums\.mpy$' stdout
expect_absent out

# What cannot be built as asked is an error, each compiler once; one that --arch all leaves out is not.
expect_fail "$NATMOD" build modules --dry-run --arch x64,xtensawin
expect_match '^natmod: 2 of 4 cannot be built$'
expect_match '^natmod: xtensawin: error: there is no compiler'
[ "$(grep -c 'error:' stderr)" -eq 1 ] || fail "the same error twice"
[ "$(wc -l <stdout)" -eq 2 ] || fail "not the two that can be built"
expect_ok "$NATMOD" build modules/crc --dry-run --arch all
expect_match 'note: left out: there is no compiler for xtensawin'
expect_fail "$NATMOD" build modules/crc --dry-run --arch all --strict
mkdir path
for program in sh make; do ln -s "$(command -v $program)" path/; done
expect_fail env PATH="$TMP/path" "$NATMOD" build modules/crc --dry-run
expect_match 'cannot run ninja: not found'

# All but some; the order does not matter.
expect_ok "$NATMOD" build modules/crc --dry-run --arch=-x64,all,-xtensawin,-armv6m
[ "$(wc -l <stdout)" -eq 7 ] || fail "not seven architectures"
! grep -q -E ' (x64|armv6m) ' stdout || fail "what was left out is there"
! grep -q 'left out' stderr || fail "a note about what nobody asked for"
expect_error 'all architectures are left out' "$NATMOD" build modules/crc --arch x64,-x64

# --keep-going: a source, a module and a description with an error, and all else is built.
mkdir modules/broken modules/wrong
echo '$(error it is broken)' >modules/broken/micropython.mk
printf 'SRC_USERMOD_C += $(USERMOD_DIR)/a.c $(USERMOD_DIR)/b.c\n' >modules/wrong/micropython.mk
printf '#include "py/runtime.h"\nint first_error = ;\nMP_REGISTER_MODULE(MP_QSTR_wrong, wrong_module);\n' >modules/wrong/a.c
echo 'int second_error = ;' >modules/wrong/b.c
rm -rf modules/*/build-natmod
expect_fail "$NATMOD" build modules
expect_absent modules/crc/build-natmod/x64/checksums.mpy
expect_fail "$NATMOD" build modules -k -j1
expect_match '^natmod: 2 of 4 not built$'
expect_match 'modules/broken/micropython.mk: error: make cannot read it'
expect_match '^modules/wrong/a\.c:2:[0-9]+: error'
expect_match '^modules/wrong/b\.c:1:[0-9]+: error'
[ -e modules/median/build-natmod/x64/median.mpy ] || fail "stopped before median"
expect_same 'modules/crc/build-natmod/x64/checksums.mpy
modules/median/build-natmod/x64/median.mpy'
expect_fail "$NATMOD" build modules/broken nowhere modules/crc --keep-going
expect_match '^natmod: 2 of 3 not built$'
expect_fail "$NATMOD" build modules/broken --keep-going
expect_match 'make cannot read it'

# --report: the JSON in a file, beside whatever the output is.
expect_fail "$NATMOD" build modules -k --report report.json --arch x64,xtensawin
expect_match 'modules/wrong/a.c:2: error'
expect_same 'modules/crc/build-natmod/x64/checksums.mpy
modules/median/build-natmod/x64/median.mpy'
python3 - <<'END_PYTHON' || fail "see above"
import json
report = json.load(open("report.json"))
results = {(r["module"], r["arch"]): r for r in report["results"]}
assert not report["ok"] and len(results) == 6, results
made = results["checksums", "x64"]
assert made["ok"] and made["bytes"] > 100 and made["abi"] == "6.3" and "gcc" in made["compiler"], made
failed = results["crc", "xtensawin"]  # whose name nobody has looked up
assert not failed["ok"] and failed["file"] is None, failed
texts = [f["text"] for f in report["findings"] if f["severity"] == "error"]
assert any("make cannot read it" in text for text in texts), texts
END_PYTHON
expect_ok "$NATMOD" build modules/crc --json --dry-run --report report.json
cmp stdout report.json || fail "--report and --json differ"
expect_match '"file": "modules/crc/build-natmod/x64/checksums.mpy"' report.json
expect_ok "$NATMOD" build modules/crc --report made/report.json
expect_match '"ok": true' made/report.json

# --github: a table in the summary of the step, behind what is there.
echo '# Before' >summary.md
export GITHUB_STEP_SUMMARY=$TMP/summary.md
expect_fail "$NATMOD" build modules -k --github
expect_match '^::error file=.*modules/wrong/a\.c,line=2' stdout
expect_match '^# Before$' summary.md
expect_match '^### natmod build: 1 of 3 failed$' summary.md
expect_match '^\| module \| architecture \| ABI \| file \| compiler \| bytes \|  \|$' summary.md
expect_match '^\| checksums \| x64 \| 6\.3 \| .* \| [0-9]+ \| ok \|$' summary.md
expect_match '^\| wrong \| x64 \| 6\.3 \|  \|  \|  \| \*\*failed\*\*: modules/wrong/[ab].c:[12]: ' summary.md
expect_match '^- .*modules/broken/micropython.mk: make cannot read it$' summary.md
expect_ok "$NATMOD" check modules/crc --github
expect_match '^### natmod check: 1 ok$' summary.md
expect_match '^\| module \| architecture \| text \| RAM \|  \|$' summary.md
GITHUB_STEP_SUMMARY=$TMP/nowhere/summary.md expect_fail "$NATMOD" check modules/crc --github
expect_match 'nowhere/summary.md: error: cannot be written'
