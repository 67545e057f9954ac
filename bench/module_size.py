#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a module costs, beside the same module made with MicroPython's own toolchain.

    MICROPYTHON=DIR bench/module_size.py [--arch ARCH,...] [--firmware PROGRAM | --compiled-in PROGRAM]
                                         [--board COMMAND] [MODULE...]

Writes each module of module_size/modules.py twice, builds it with Natmod and with dynruntime.mk and
mpy_ld.py of the checkout DIR (whose mpy-cross is built), and prints both sides and their ratio:

    file          bytes of the .mpy
    loaded        text + rodata + bss
    heap          gc.mem_alloc() after the import less that before, both after a collection;
                  without the names, which the firmware keeps, alike on both sides
    instructions  of the import, and of a call (the call's own loop included), by callgrind

The last two need a MicroPython that loads the file: --firmware for x64, --board for the architecture of a
board or emulator whose REPL is COMMAND's input and output (docs/testing.md). Instructions need valgrind.
--compiled-in is a --firmware that was built with modules that --keep left (FOLDER/natmod/x64 as
USER_C_MODULES): of those it has, the call is counted there, too.
Modules of MicroPython's own are its extmod/ sources against its examples/natmod/. NATMOD names the program.
mpy_ld.py needs pyelftools.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE / "module_size")]
import board
import modules

SIDES = ("natmod", "classic")
# Of copies of one file, the first brings its names, which the firmware keeps once for all; and now and
# then a table of the firmware's own grows.
COPIES = "mnop"
HEAP = "import gc\nkept = []\n" + "".join(
    f"""
gc.collect()
gc.collect()
kept.append(gc.mem_alloc())
import {name}
gc.collect()
gc.collect()
kept[-1] = gc.mem_alloc() - kept[-1]
"""
    for name in COPIES
) + "print(min(kept[1:]))"


def run(command, **environment):
    result = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}
    )
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
    return result


# Both leave out/m.mpy and copies: no firmware has modules of these names.
def build_natmod(natmod, folder, arch):
    run([natmod, "build", folder, "--arch", arch, "-o", folder / "m.mpy"])


def build_classic(micropython, folder, arch):
    path = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(HERE / "module_size")]))
    run(
        ["make", "-C", folder, f"ARCH={arch}", f"MPY_DIR={micropython}", f"PYTHON={sys.executable}"],
        PYTHONPATH=path,
    )


def build(side, module, folder, arch, natmod, micropython):
    folder.mkdir(parents=True)
    if side == "natmod":
        module.write_natmod(folder, micropython)
        build_natmod(natmod, folder, arch)
    else:
        module.write_classic(folder, micropython)
        build_classic(micropython, folder, arch)
    (folder / "out").mkdir()
    file = next(folder.glob("*.mpy")).rename(folder / "out/m.mpy")
    for name in COPIES[1:]:
        shutil.copy(file, folder / f"out/{name}.mpy")
    return file


def sizes(natmod, file):
    row = run([natmod, "size", file]).stdout.splitlines()[-1].split()
    return {"file": file.stat().st_size, "loaded": int(row[3])}


def instructions(firmware, folder, script):
    """Of a whole run."""
    log = run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--trace-children=yes"]
        + [firmware, "-c", script],
        MICROPYPATH=str(folder),
    ).stderr
    return int(re.findall(r"Collected : (\d+)", log)[-1])


class Firmware:
    """A program for the machine that this runs on."""

    def __init__(self, program):
        self.program = program
        self.nothing = instructions(program, "/", "pass") if shutil.which("valgrind") else None

    def measure(self, file, module):
        out = {"heap": int(self.run(file, HEAP))}
        call = module.call
        if self.nothing is not None:
            # By its own name, as programs do, unless the firmware has one of that name.
            name = module.name if isinstance(module, modules.Module) else "m"
            folder = file.parent / "own"
            folder.mkdir()
            shutil.copy(file, folder / f"{name}.mpy")
            out["import"] = instructions(self.program, folder, f"import {name}") - self.nothing
            if call:
                out["call"] = self.per_call(file.parent, call)
        if call:
            out["prints"] = self.run(file, f"import m\nprint({call})")
        return out

    def run(self, file, script):
        return run([self.program, "-c", script], MICROPYPATH=str(file.parent)).stdout

    def compiled_in(self, module):
        """The same call of a module that the program has in it; nothing if it has not."""
        found = f"try:\n import {module.name}\n print('yes')\nexcept ImportError: pass"
        if not module.call or not self.run(pathlib.Path("/m"), found):
            return {}
        return {
            "call": self.per_call("/", module.call, module.name),
            "prints": self.run(pathlib.Path("/m"), f"import {module.name} as m\nprint({module.call})"),
        }

    def per_call(self, folder, call, name="m"):
        counts = [
            instructions(self.program, folder, f"import {name} as m\nfor _ in range({n}):\n {call}")
            for n in (100, 1100)
        ]
        return (counts[1] - counts[0]) // 1000


class Board:
    def __init__(self, command):
        self.board = board.Board(command, None, 120)
        self.arch = board.board_target(self.board)[0]

    def measure(self, file, module):
        out, error = board.run_files(self.board, file.parent, HEAP)
        if error:
            sys.exit(f"{file}: {error}")
        return {"heap": int(out)}


def print_table(arch, results):
    columns = [(name, name, "classic") for name in ("file", "loaded", "heap", "import", "call")]
    columns.append(("call, compiled in", "call", "compiled in"))
    columns = [
        (title, name, other)
        for title, name, other in columns
        if any(name in sides.get(other, ()) for sides in results.values())
    ]
    print(f"\n| {arch} | " + " | ".join(title for title, _, _ in columns) + " |")
    print("|---|" + "--:|" * len(columns))
    for label, sides in results.items():
        cells = []
        for _, name, other in columns:
            ours, theirs = sides["natmod"].get(name), sides.get(other, {}).get(name)
            cells.append("" if theirs is None else f"{ours:,} / {theirs:,} = {ours / theirs:.2f}")
        print(f"| {label} | " + " | ".join(cells) + " |")
        if len({side["prints"] for side in sides.values() if "prints" in side}) > 1:
            sys.exit(f"{label}: the sides print different things")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--arch", default="armv6m,x64")
    parser.add_argument("--firmware", help="a MicroPython for x64")
    parser.add_argument("--board", help="a program that is connected to a board's REPL")
    parser.add_argument("--compiled-in", help="a MicroPython for x64 that has the modules in it")
    parser.add_argument("--keep", type=pathlib.Path, help="leave the modules in this folder")
    parser.add_argument("modules", nargs="*", help="labels of the table; all of them if none")
    options = parser.parse_args()
    if "MICROPYTHON" not in os.environ:
        sys.exit("module_size.py: let MICROPYTHON name a checkout of MicroPython")
    micropython = pathlib.Path(os.environ["MICROPYTHON"]).resolve()
    natmod = os.environ.get("NATMOD", HERE.parent / "build/natmod/natmod")
    program = options.compiled_in or options.firmware
    machines = {"x64": Firmware(program)} if program else {}
    if options.board:
        at = Board(options.board)
        machines[at.arch] = at
    chosen = modules.all_modules()
    if unknown := set(options.modules) - set(chosen):
        sys.exit(f"module_size.py: no module {unknown}; there are {', '.join(chosen)}")
    with tempfile.TemporaryDirectory() as work:
        work = options.keep or pathlib.Path(work)
        for arch in options.arch.split(","):
            results = {}
            for label in options.modules or chosen:
                module = chosen[label]
                results[label] = {}
                for side in SIDES:
                    folder = work / side / arch / module.name
                    file = build(side, module, folder, arch, natmod, micropython)
                    found = sizes(natmod, file)
                    if arch in machines:
                        found |= machines[arch].measure(file, module)
                    results[label][side] = found
                if options.compiled_in and arch == "x64":
                    results[label]["compiled in"] = machines[arch].compiled_in(module)
            print_table(arch, results)


main()
