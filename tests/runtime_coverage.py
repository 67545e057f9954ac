#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which lines of the runtime the test modules run, on x64.

    tests/runtime_coverage.py build/firmware/trixie-amd64 [MODULE-FOLDER ...]

Builds each test module for x64 and runs its test.py in MicroPython under valgrind's callgrind,
which needs no other code than the module's own: the runtime is measured as users get it. The symbol
file beside the module says which line each executed instruction is of. A line counts if it has code
in an object of the runtime, whether a test module links it or not.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
RUNTIME = TOP / "sdk" / "rt"
PAGE = 4096


def code_of(elf):
    """[(address, source, line), ...] of all instructions in an ELF file or object."""
    text = subprocess.run(["objdump", "-dl", "--no-show-raw-insn", elf], capture_output=True, text=True).stdout
    found, place = [], (None, 0)
    for line in text.splitlines():
        if match := re.match(r"(/.*):(\d+)( \(discriminator \d+\))?$", line):
            place = (os.path.normpath(match[1]), int(match[2]))
        elif match := re.match(r" *([0-9a-f]+):\t", line):
            found.append((int(match[1], 16), *place))
        elif line.endswith("():") or line.endswith(">:"):
            place = (None, 0)
    return found


def executed(profile):
    """Addresses of the instructions that belong to no file, as a module's do."""
    found, unknown = set(), False
    for line in open(profile, errors="replace"):
        if line.startswith("ob="):
            unknown = line.startswith("ob=???")
        elif unknown and line.startswith("0x"):
            found.add(int(line.split()[0], 16))
    return found


def base_of(addresses, code):
    """Where MicroPython mapped text, less its address in the file: at a page. Its first instruction
    is the import's."""
    starts = {address for address, _, _ in code}
    first, last = min(starts), max(starts)
    best = (0, None)
    for place in sorted(a for a in addresses if a % PAGE == 0):
        base = place - first
        inside = [a - base for a in addresses if place <= a <= last + base]
        if all(a in starts for a in inside):
            best = max(best, (len(inside), base))
    return best[1]


def run(folder, program, natmod, work):
    """{(source, line)} that a test module runs; None if that cannot be told."""
    module = work / folder.name
    module.mkdir(parents=True)
    flags = folder / "flags"
    subprocess.run([natmod, "build", str(folder), "--arch", "x64", "--build-dir", str(module / "build"),
                    "-o", str(module) + "/", *(flags.read_text().split() if flags.exists() else [])],
                   capture_output=True)
    profile = module / "profile"
    subprocess.run(["valgrind", "--tool=callgrind", "--dump-instr=yes", "--compress-pos=no",
                    "--compress-strings=no", f"--callgrind-out-file={profile}", *program, "test.py"],
                   cwd=folder, env={**os.environ, "MICROPYPATH": f"{module}:{folder}"},
                   capture_output=True)
    ran = set()
    addresses = executed(profile)
    for elf in module.glob("*.elf"):
        code = code_of(elf)
        base = base_of(addresses, code)
        if base is not None:
            ran |= {(source, line) for address, source, line in code if address + base in addresses}
    return ran or None


def runtime_lines(cache):
    """{(source, line)} of everything that the compiler makes code of."""
    folder = next((cache / "rt").glob("x64-*"))
    subprocess.run(["ninja", "-C", str(folder), "-k", "0"], capture_output=True)
    found = set()
    for item in folder.glob("*.o"):
        found |= {(source, line) for _, source, line in code_of(item) if source}
    return {(source, line) for source, line in found if pathlib.Path(source).is_relative_to(RUNTIME)}


def report(ran, lines, show):
    """A row for each source, and the sum."""
    by_source = collections.defaultdict(set)
    for source, line in lines:
        by_source[source].add(line)
    for source, numbers in sorted(by_source.items()):
        missing = sorted(n for n in numbers if (source, n) not in ran)
        name = pathlib.Path(source).relative_to(TOP)
        print(f"{len(numbers) - len(missing):5} of {len(numbers):5} lines  {name}"
              + (f"  not: {' '.join(map(str, missing))}" if show and missing else ""))
    done = len(ran & lines)
    print(f"{done} of {len(lines)} lines of the runtime run: {100 * done / len(lines):.1f} %")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("firmware", type=pathlib.Path, help="a folder of scripts/get-firmware, for x64")
    parser.add_argument("--natmod", default=os.environ.get("NATMOD", "natmod"))
    parser.add_argument("--lines", action="store_true", help="print the lines that did not run")
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    root = args.firmware.resolve() / "root"
    libraries = root / "usr/lib/x86_64-linux-gnu"
    program = [libraries / "ld-linux-x86-64.so.2", "--library-path", libraries, root / "usr/bin/micropython"]
    folders = args.folders or sorted(p.parent for p in (TOP / "tests/modules").glob("*/test.py"))
    with tempfile.TemporaryDirectory() as work:
        cache = pathlib.Path(work) / "cache"
        os.environ["NATMOD_CACHE"] = str(cache)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(lambda f: run(f.resolve(), program, args.natmod, pathlib.Path(work)), folders))
        lines = runtime_lines(cache)
    ran = set()
    for folder, result in zip(folders, results):
        if result is None:
            sys.exit(f"{folder.name}: not measured: does it build and run?")
        else:
            ran |= result
    report(ran, lines, args.lines)


if __name__ == "__main__":
    main()
