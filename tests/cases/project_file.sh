#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod.toml: build, test and package of a repository without options.
. "$TOP/tests/cases/lib.sh"

expect_ok "$NATMOD" new gauge
cat >gauge/natmod.toml <<'END'
[build]
archs = ["x64", "x86"]
cflags = "-DGAUGE_EXTRA=2"

[limits]
text = "20k"
ram = "16k"

[test]
scripts = "checks"
timeout = 20

[package]
version = "1.2"
url = "https://example.org/gauge"
output = "dist"
END
mkdir gauge/checks
printf 'import gauge\nprint("checked")\n' >gauge/checks/test_it.py
printf 'checked\n' >gauge/checks/test_it.py.exp

# The whole of a repository's workflow.
(
    cd gauge
    "$NATMOD" build && "$NATMOD" test && "$NATMOD" package
) >stdout 2>stderr || { cat stdout stderr; fail "build, test, package"; }
expect_match 'test_it' stdout
for file in build-natmod/x64/gauge.mpy build-natmod/x86/gauge.mpy dist/x64_6.3/gauge.mpy dist/x86_6.3/gauge.mpy; do
    [ -e "gauge/$file" ] || fail "no gauge/$file"
done
grep -q '"version": "1.2"' gauge/dist/package.json || fail "not the file's version"
grep -q 'https://example.org/gauge/x86_6.3/gauge.mpy' gauge/dist/package.json || fail "not the file's address"
grep -q 'DGAUGE_EXTRA=2' gauge/build-natmod/compile_commands.json || fail "not the file's flags"

# The command line wins.
expect_ok "$NATMOD" build gauge --arch x64 -o one.mpy --cflags=-DGAUGE_EXTRA=3
grep -q 'DGAUGE_EXTRA=2.*DGAUGE_EXTRA=3' gauge/build-natmod/compile_commands.json || fail "not the flags given"
expect_ok "$NATMOD" package gauge --archs x64 --version 3 -o other
grep -q '"version": "3"' other/package.json || fail "not the version given"
expect_absent other/x86_6.3

# A limit fails the build with the numbers, and leaves no file.
rm -rf gauge/build-natmod gauge/dist
sed -i 's/^text = .*/text = 10/' gauge/natmod.toml
expect_error '[0-9]+ bytes of text, [0-9]+ more than the limit of 10$' "$NATMOD" build gauge --arch x64
expect_absent gauge/build-natmod/x64/gauge.mpy
expect_error 'more than the limit of 10$' "$NATMOD" package gauge --archs x64
expect_absent gauge/dist

# The name; ABI; one of them for each module of a call.
cp -r "$TOP/tests/modules/classic" own
printf 'name = "renamed"\nbuild.archs = "x64"\nbuild.abi = "6.1"\n' >own/natmod.toml
cp -r "$TOP/examples/shapes" shapes
expect_ok "$NATMOD" build own shapes --build-dir "$TMP/b"
[ -e b/own/x64-6.1/renamed.mpy ] || fail "not the file's name and ABI"
[ -e b/shapes/x64/shapes.mpy ] || fail "the file of one module is for another"

# One for a folder of modules; a module's own beats it. It may name no module.
mkdir several
cp -r "$TOP/examples/crc" "$TOP/examples/shapes" several/
rm -rf several/*/build-natmod
printf '[build]\narchs = ["x64", "x86", "-x64"]\ncflags = "-DOF_ALL=1"\n' >several/natmod.toml
printf 'build.archs = "x64"\n' >several/crc/natmod.toml
expect_ok "$NATMOD" build several
[ -e several/shapes/build-natmod/x86/shapes.mpy ] || fail "not the folder's file"
[ -e several/crc/build-natmod/x64/crc.mpy ] || fail "not the module's own file"
expect_absent several/shapes/build-natmod/x64 several/crc/build-natmod/x86
grep -q 'DOF_ALL=1' several/shapes/build-natmod/compile_commands.json || fail "not the folder's flags"
! grep -q 'DOF_ALL=1' several/crc/build-natmod/compile_commands.json || fail "flags of a file that does not count"
printf 'name = "both"\n' >several/natmod.toml
rm several/crc/natmod.toml
expect_error 'names one module, but its folder has several' "$NATMOD" build several

# Mistakes: file, line, a near name; all at once.
wrong() { # TEXT LINE MESSAGE [HINT]
    printf '%b' "$1" >gauge/natmod.toml
    expect_fail "$NATMOD" build gauge
    expect_match "^natmod: gauge/natmod.toml:$2(:[0-9]+)?: error: $3"
    [ -z "${4:-}" ] || expect_match "^hint: $4"
}
wrong 'nam = "x"\n' 1 'there is no key nam' 'did you mean name\?'
wrong '\n[build]\narch = "x64"\n' 3 'there is no key build\.arch' 'did you mean build\.archs\?'
wrong '[biuld]\n' 1 'there is no key biuld' 'did you mean build\?'
wrong 'version = "1"\n' 1 'there is no key version' 'did you mean package\.version\?'
wrong '[build]\narchs = 7\n' 2 'build\.archs is a string, or an array of strings'
wrong '[build]\narchs = ["x64", 7]\n' 2 'build\.archs is a string, or an array of strings'
wrong '[build]\narchs = ["x46"]\n' 2 '.*x46'
wrong '[build]\narchs = ["all", "-x46"]\n' 2 '.*x46'
wrong '[build]\narchs = ["x64", "-x64"]\n' 2 'all architectures are left out'
wrong '[build]\nabi = "7"\n' 2 "there is no native ABI '7'"
wrong '[limits]\ntext = "20 apples"\n' 2 'limits\.text is a number of bytes'
wrong '[limits]\nram = -1\n' 2 'limits\.ram is a number of bytes'
wrong '[package]\nflat = "yes"\n' 2 'package\.flat is true or false'
wrong 'build = 1\n' 1 'build is a table'
wrong 'name = "x"\nname = "y"\n' 2 '.*name'
wrong 'name = \n' 1 '.'
wrong '[build]\nx = 1\ny = 2\n' 3 'there is no key build\.y'
expect_match 'natmod.toml:2(:[0-9]+)?: error: there is no key build\.x'

# With --no-run its flags may run nothing.
printf '[build]\ncflags = "-fplugin=./x.so"\n' >gauge/natmod.toml
expect_error 'flag -fplugin=./x.so' "$NATMOD" build gauge --no-run --arch x64
