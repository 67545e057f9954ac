#!/bin/sh
# docs/reference.md is what the program's option tables say; completions and manual page are sound.
. "$TOP/tests/cases/lib.sh"

"$NATMOD" docs --markdown >reference.md
diff -u "$TOP/docs/reference.md" reference.md ||
    fail "docs/reference.md is out of date: natmod docs --markdown > docs/reference.md"
"$NATMOD" docs --bash >completion.bash
bash -n completion.bash
completed=$(bash -c '. ./completion.bash; COMP_WORDS=(natmod bu) COMP_CWORD=1; _natmod; echo "${COMPREPLY[*]}"')
[ "$completed" = build ] || fail "bash completes 'bu' to '$completed'"
"$NATMOD" docs --zsh | grep -q "'build:" || fail "no build in the zsh completion"
"$NATMOD" docs --man | grep -q '^\.TH NATMOD 1' || fail "no title in the manual page"
