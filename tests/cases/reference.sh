#!/bin/sh
# SPDX-License-Identifier: MIT
# docs/reference.md says what the program's option tables say; completions and manual page are sound.
. "$TOP/tests/cases/lib.sh"

"$NATMOD" docs --markdown >reference.md
diff -u "$TOP/docs/reference.md" reference.md ||
    fail "docs/reference.md is out of date: natmod docs --markdown > docs/reference.md"

# bash: the commands, then a command's options, then files.
"$NATMOD" docs --bash >completion.bash
complete_bash() { # WORDS...
    bash -c '. ./completion.bash; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _natmod 2>/dev/null; echo "${COMPREPLY[*]}"' bash "$@"
}
bash -c '. ./completion.bash && complete -p natmod' | grep -q -- '-F _natmod natmod' || fail "bash does not load it"
[ "$(complete_bash natmod bu)" = build ] || fail "bash completes 'bu' to '$(complete_bash natmod bu)'"
[ "$(complete_bash natmod build --mut)" = --mutable-globals ] || fail "bash knows no option of build"
[ "$(complete_bash natmod build --arch xtensaw)" = xtensawin ] || fail "bash completes no architecture"
[ -z "$(complete_bash natmod build so)" ] || fail "bash completes a file to an option"

# zsh: compinit finds it, the function loads, and it offers commands and options.
mkdir functions
"$NATMOD" docs --zsh >functions/_natmod
cat >load.zsh <<'END'
fpath=($PWD/functions $fpath)
autoload -Uz compinit
compinit -u -d $PWD/dump
[[ $_comps[natmod] == _natmod ]] || exit 1
autoload +X -Uz _natmod || exit 2
_describe() { print -l "${(@P)2}" }
_arguments() { print -l -- "$@" }
words=(natmod bu) CURRENT=2
_natmod
words=(natmod build --mut) CURRENT=3
_natmod
END
command -v zsh >/dev/null || fail "zsh is missing: scripts/install-deps test"
expect_ok zsh -f load.zsh
[ ! -s stderr ] || { cat stderr; fail "zsh complains"; }
expect_match '^build:Build' stdout
expect_match '^--mutable-globals\[' stdout
expect_match '^--archs?\[.*\]:architecture:\(all x86 ' stdout
expect_match '^\*:file:_files$' stdout

# The manual page: every subcommand has its part, and troff has nothing to say.
"$NATMOD" docs --man >natmod.1
command -v man >/dev/null || fail "man is missing: scripts/install-deps test"
expect_ok env MANWIDTH=80 man --warnings -l natmod.1
[ ! -s stderr ] || { cat stderr; fail "the manual page has mistakes"; }
expect_match '^NATMOD\(1\)' stdout
sed -n 's/^## natmod \([a-z]*\)$/\1/p' reference.md >commands
[ "$(wc -l <commands)" -ge 12 ] || fail "the reference has only these commands: $(cat commands)"
while read -r command; do
    expect_match "^ *natmod $command" stdout
done <commands

# natmod --version says which ABIs it knows.
expect_ok "$NATMOD" --version
expect_match '6\.1' stdout
expect_match '6\.3' stdout
