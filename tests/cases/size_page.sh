#!/bin/sh
# SPDX-License-Identifier: MIT
# The page of natmod size --html in a browser: every tile at its place, zoom, search, keyboard.
. "$TOP/tests/cases/lib.sh"

cp -R "$TOP/examples/shapes" shapes
rm -rf shapes/build-natmod
expect_ok "$NATMOD" size shapes --arch x64,armv6m --html page.html
[ ! -s stdout ] || fail "printed as well: $(cat stdout)"
! grep -qE '(src|href)=' page.html || fail "the page needs another file"

# What follows runs in the page and leaves its findings as the only text.
cat page.html - >test.html <<'END'
<script>
const said = [];
const expect = (what, ok) => { if (!ok) said.push(what); };
const tiles = () => [...map.children];
const named = text => tiles().find(tile => tile.title.startsWith(text));
function fills(what) {
  const area = map.clientWidth * map.clientHeight;
  const covered = tiles().reduce((sum, tile) => sum + tile.offsetWidth * tile.offsetHeight, 0);
  expect(`${what}: tiles cover ${covered / area}`, Math.abs(covered / area - 1) < 0.05);
}
expect('two modules', chooser.options.length === 2);
expect('no file', named('shapes.c: '));
fills('files');
expect('page is wider than the screen', document.documentElement.scrollWidth <= innerWidth);
named('shapes.c: ').click();
expect('no function', named('rect_print (.text, text) of shapes.c: '));
expect('a file beside it', !named('rt/'));
expect('focus', document.activeElement === map.firstChild);
fills('functions');
dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
expect('Escape', named('shapes.c: '));
named('shapes.c: ').focus();
expect('detail of the focus', detail.textContent.startsWith('shapes.c: '));
search.value = 'RECT_';
search.oninput();
expect('search: ' + detail.textContent, /^[1-9]\d* match, [1-9]/.test(detail.textContent));
expect('found file is faded', !named('shapes.c: ').classList.contains('faded'));
expect('others are not', named('rt/').classList.contains('faded'));
search.value = '';
const before = tiles().length;
chooser.value = 1;
chooser.onchange();
expect('second module', tiles().length > 0 && reports[1].arch === 'armv6m');
document.body.textContent = said.length ? 'FAULTS ' + said.join('; ') : 'ALL-FINE';
</script>
END
for window in 1200,800 400,800; do
    chromium --headless --no-sandbox --disable-gpu --disable-background-networking --disable-sync \
        --no-first-run --user-data-dir="$TMP/profile" --window-size=$window \
        --dump-dom "file://$TMP/test.html" >dom 2>browser.log || {
        cat browser.log
        fail "chromium"
    }
    grep -q 'body>ALL-FINE' dom || fail "$window: $(sed -n '/<body>/,$p' dom)"
done
