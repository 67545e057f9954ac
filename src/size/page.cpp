// SPDX-License-Identifier: MIT
#include "size/page.h"

#include <string_view>

namespace natmod::size {
namespace {

constexpr std::string_view kBeforeData = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sizes of native modules</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
  body { margin: 0; height: 100vh; height: 100dvh; display: flex; flex-direction: column; }
  header { display: flex; flex-wrap: wrap; gap: .5rem; padding: .5rem; align-items: center; }
  header > * { font: inherit; min-height: 2.2rem; }
  #search { flex: 1 1 9rem; min-width: 6rem; }
  #map { position: relative; flex: 1; min-height: 12rem; margin: 0 .5rem; overflow: hidden; }
  #map button {
    position: absolute; overflow: hidden; padding: 1px 4px; text-align: left; font: inherit;
    font-size: 12px; line-height: 1.25; border: 1px solid Canvas; color: #111; cursor: pointer;
    display: flex; flex-direction: column; justify-content: flex-start; overflow-wrap: anywhere;
  }
  #map button:focus-visible { outline: 3px solid #d00; outline-offset: -3px; z-index: 1; }
  #map .faded { opacity: .25; }
  #detail { padding: .5rem; min-height: 2.8em; overflow-wrap: anywhere; }
  .legend span { display: inline-block; padding: 0 .4em; margin-right: .3em; color: #111; }
  .module { background: #9cc4f0; } .runtime { background: #f4c58a; }
  .library { background: #b5d99c; } .linker { background: #d0d0d0; }
</style>
<header>
  <label>module <select id="module"></select></label>
  <button id="up" disabled>back</button>
  <input id="search" type="search" placeholder="search functions and files" aria-label="search">
  <span class="legend"><span class="module">module</span><span class="runtime">Natmod's
  runtime</span><span class="library">libraries</span><span class="linker">linker</span></span>
</header>
<main id="map"></main>
<div id="detail" role="status" aria-live="polite"></div>
<script type="application/json" id="data">
)";

constexpr std::string_view kAfterData = R"(</script>
<script>
'use strict';
const reports = JSON.parse(document.getElementById('data').textContent).modules;
const map = document.getElementById('map'), detail = document.getElementById('detail');
const chooser = document.getElementById('module'), up = document.getElementById('up');
const search = document.getElementById('search');
let opened = null;  // the file that fills the map

const sum = items => items.reduce((total, item) => total + item.size, 0);
const bytes = n => n.toLocaleString('en') + ' bytes';
const ownerOf = file => file === '(linker)' ? 'linker' : file.startsWith('rt/') ? 'runtime'
    : file.includes('.a: ') ? 'library' : 'module';

function byFile(report) {
  const files = new Map();
  for (const item of report.items) {
    if (!files.has(item.file)) files.set(item.file, []);
    files.get(item.file).push(item);
  }
  return [...files].map(([name, items]) => ({name, items, size: sum(items), owner: ownerOf(name)}))
      .sort((a, b) => b.size - a.size);
}

// Places tiles, the largest first, in a rectangle: each cut halves the bytes across its longer side.
function layOut(tiles, x, y, width, height, place) {
  if (tiles.length === 0) return;
  if (tiles.length === 1) return place(tiles[0], x, y, width, height);
  const total = sum(tiles);
  let first = tiles[0].size, count = 1;
  while (count < tiles.length - 1 && first + tiles[count].size / 2 < total / 2)
    first += tiles[count++].size;
  const share = total ? first / total : 0.5;
  const a = tiles.slice(0, count), b = tiles.slice(count);
  if (width >= height) {
    layOut(a, x, y, width * share, height, place);
    layOut(b, x + width * share, y, width * (1 - share), height, place);
  } else {
    layOut(a, x, y, width, height * share, place);
    layOut(b, x, y + height * share, width, height * (1 - share), place);
  }
}

function matches(tile) {
  const word = search.value.trim().toLowerCase();
  const texts = tile.items ? [tile.name, ...tile.items.map(item => item.function)]
                           : [tile.function, tile.file];
  return texts.some(text => text.toLowerCase().includes(word));
}

function describe(tile, total) {
  const name = tile.items ? tile.name : `${tile.function} (${tile.section}, `
      + `${tile.ram ? 'RAM' : tile.freed ? 'freed' : 'text'}) of ${tile.file}`;
  const why = tile.needed_for ? `, needed for ${tile.needed_for}` : '';
  return `${name}: ${bytes(tile.size)}, ${(100 * tile.size / total).toFixed(1)} %${why}`;
}

function draw() {
  const report = reports[chooser.value || 0];
  const files = byFile(report), file = files.find(f => f.name === opened);
  const tiles = file ? [...file.items].sort((a, b) => b.size - a.size) : files;
  const total = sum(report.items) || 1;
  up.disabled = !file;
  map.replaceChildren();
  layOut(tiles, 0, 0, map.clientWidth, map.clientHeight, (tile, x, y, width, height) => {
    const button = document.createElement('button');
    button.className = file ? file.owner : tile.owner;
    if (search.value && !matches(tile)) button.classList.add('faded');
    Object.assign(button.style, {left: x + 'px', top: y + 'px', width: width + 'px',
                                 height: height + 'px'});
    button.title = describe(tile, total);
    button.setAttribute('aria-label', button.title);
    if (width > 30 && height > 16) button.textContent = file ? tile.function : tile.name;
    button.onfocus = button.onmouseenter = () => detail.textContent = button.title;
    button.onclick = () => { if (!file) { show(tile.name); } else detail.textContent = button.title; };
    map.append(button);
  });
  const found = report.items.filter(matches);
  detail.textContent = search.value ? `${found.length} match, ${bytes(sum(found))}`
      : file ? describe(file, total)
      : report.items.length ? `${bytes(total)}; ${bytes(report.memory.heap + report.memory.exec)}`
            + ' kept after import' : 'only the .mpy is known: name the folder of the module';
}

function show(name) {
  opened = name;
  draw();
  if (map.firstChild) map.firstChild.focus();
}

reports.forEach((report, i) => chooser.add(new Option(`${report.module} ${report.arch}`, i)));
chooser.onchange = () => { opened = null; draw(); };
search.oninput = draw;
up.onclick = () => show(null);
addEventListener('keydown', event => { if (event.key === 'Escape' && opened) show(null); });
addEventListener('resize', draw);
draw();
</script>
</html>
)";

}  // namespace

std::string html_page(const std::vector<SizeReport>& reports) {
    std::string data = to_json(reports);
    // No text in the data may end the script element.
    for (size_t at = 0; (at = data.find("</", at)) != std::string::npos; at += 3)
        data.replace(at, 2, "<\\/");
    return std::string(kBeforeData) + data + std::string(kAfterData);
}

}  // namespace natmod::size
