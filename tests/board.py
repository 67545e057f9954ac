#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs test modules on a board, or on an emulator of one, with the MicroPython that is on it.

    tests/board.py --port /dev/ttyACM0 [MODULE_FOLDER...]
    tests/board.py --command 'COMMAND' [MODULE_FOLDER...]

COMMAND's standard input and output are the board's REPL. Without folders, runs all of tests/modules.
Builds each module for the architecture that the board names, resets the board softly, puts the module
on it, and runs its test.py there. docs/testing.md says more.
"""
import argparse
import atexit
import base64
import difflib
import os
import pathlib
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
# By the number in sys.implementation._mpy.
BOARDS = (TOP / "docs/architectures.md").read_text()
ARCHS = {int(number): name for number, name in re.findall(r"^\| (\d+) \| `(\w+)`", BOARDS, re.M)}

# Error texts as expected.txt has them, with a firmware's details, and as shorter ones have them.
SHORTER = (
    (r"\S+\(\) takes (\d+ positional arguments but)", r"function takes \1"),
    (r"(invalid syntax for integer with base \d+): '.*'", r"\1"),
    (r"argument should be a '\w+' not a '\w+'", "argument has wrong type"),
    (r"\w+ (index out of range)", r"\1"),
    (r"\w+ (indices must be integers), not .*", r"\1"),
    (r"(can't convert) \w+ (to complex)", r"\1 \2"),
    (r"object of type '\w+' has no len\(\)", "object has no len"),
)

# Where the modules go: a folder of the board's file system; if it has none, one in its memory.
PREPARE = """
import sys
try: import vfs
except ImportError: import os as vfs
try:
    import os
    folder = os.getcwd().rstrip("/") + "/natmod"
    os.mkdir(folder)
except (ImportError, AttributeError, OSError):
    import io
    class File(io.IOBase):
        def __init__(self, parts): self.parts = parts; self.next = 0; self.part = b""
        def ioctl(self, request, arg): return 0
        def close(self): pass
        def write(self, part): self.parts.append(part); return len(part)
        def readinto(self, buffer):  # all of it: import takes less for the end
            done = 0
            while done < len(buffer):
                if not len(self.part):
                    if self.next == len(self.parts): break
                    self.part = memoryview(self.parts[self.next])
                    self.next += 1
                n = min(len(buffer) - done, len(self.part))
                buffer[done:done + n] = self.part[:n]
                self.part = self.part[n:]
                done += n
            return done
    class Folder:
        def __init__(self): self.files = {"": None}
        def mount(self, readonly, mkfs): pass
        def umount(self): pass
        def chdir(self, path): pass
        def mkdir(self, path): self.files[path.strip("/")] = None
        def stat(self, path):
            path = path.strip("/")
            if path not in self.files: raise OSError(2)
            return (0x4000 if self.files[path] is None else 0x8000,) + (0,) * 9
        def open(self, path, mode):
            path = path.strip("/")
            if "w" in mode: self.files[path] = []
            return File(self.files[path])
    folder = "/natmod"
    vfs.mount(Folder(), folder)
    os = vfs
sys.path.insert(0, folder)
try: from binascii import a2b_base64
except ImportError: from ubinascii import a2b_base64
"""

REMOVE = """
import os
def remove(path):
    for entry in os.ilistdir(path):
        inner = path + "/" + entry[0]
        if entry[1] == 0x4000: remove(inner)
        else: os.remove(inner)
    os.rmdir(path)
try: remove(os.getcwd().rstrip("/") + "/natmod")
except (AttributeError, OSError): pass
"""


class BoardError(Exception):
    pass


class Board:
    """A REPL in raw mode."""

    def __init__(self, command, port, timeout):
        self.command, self.port, self.timeout = command, port, timeout
        self.process = self.input = None
        for number in signal.SIGTERM, signal.SIGHUP:
            signal.signal(number, lambda *_: sys.exit(1))
        self.start()

    def start(self):
        if self.command:
            # A group of its own: what the command starts ends with it.
            self.process = subprocess.Popen(
                shlex.split(self.command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
            atexit.register(self.stop)
            self.input = self.process.stdin.fileno()
            self.output = self.process.stdout.fileno()
        else:
            import tty

            self.input = self.output = os.open(self.port, os.O_RDWR | os.O_NOCTTY)
            tty.setraw(self.output)
        self.pending = b""
        try:
            self.write(b"\r\x03\x03\x01")
            self.read_until(b"raw REPL; CTRL-B to exit\r\n>")
        except BoardError:
            self.stop()
            raise

    def stop(self):
        if self.process:
            atexit.unregister(self.stop)
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process.stdin.close()
            self.process.stdout.close()
        elif self.input is not None:
            os.close(self.input)
        self.process = self.input = None

    def write(self, data):
        try:
            while data:
                data = data[os.write(self.input, data) :]
        except BrokenPipeError:
            raise BoardError("the connection ended") from None

    def fill(self):
        ready, _, _ = select.select([self.output], [], [], self.timeout)
        if not ready:
            raise BoardError(f"no answer in {self.timeout} s; it wrote {self.pending[-500:]!r}")
        data = os.read(self.output, 65536)
        if not data:
            raise BoardError(f"the connection ended; last came {self.pending[-500:]!r}")
        self.pending += data

    def read_until(self, mark):
        while mark not in self.pending:
            self.fill()
        result, _, self.pending = self.pending.partition(mark)
        return result

    def read(self, n):
        while len(self.pending) < n:
            self.fill()
        result, self.pending = self.pending[:n], self.pending[n:]
        return result

    def run(self, source, stdin=b""):
        """Standard output and the traceback of a script. It goes over in raw-paste mode, which
        has flow control."""
        self.write(b"\x05A\x01")
        answer = self.read(2)
        if answer != b"R\x01":
            raise BoardError(f"no raw-paste mode: {answer + self.pending!r}")
        window = step = int.from_bytes(self.read(2), "little")
        data = source.encode()
        while data:
            while window == 0 or self.pending:
                mark = self.read(1)
                if mark != b"\x01":
                    raise BoardError(f"the script was not taken: {mark + self.pending!r}")
                window += step
            self.write(data[:window])
            data, window = data[window:], window - len(data[:window])
        self.write(b"\x04")
        self.read_until(b"\x04")
        self.write(stdin)
        out = self.read_until(b"\x04").replace(b"\r\n", b"\n").decode(errors="surrogateescape")
        error = self.read_until(b"\x04>").replace(b"\r\n", b"\n").decode(errors="surrogateescape")
        return out, error

    def check(self, source):
        out, error = self.run(source)
        if error:
            raise BoardError(error.strip())
        return out

    def reset(self):
        self.write(b"\x04")
        self.read_until(b"raw REPL; CTRL-B to exit\r\n>")

    def has(self, what):
        """`files`: whether they can be made in the current folder; else a module's attribute."""
        script = "open('natmod', 'w').close()\nimport os\nos.remove('natmod')"
        if what != "files":
            script = f"import {what.split('.')[0]}\n{what}"
        return self.run(script)[1] == ""

    def put(self, path, data):
        self.check(f"file = open(folder + {path!r}, 'wb')")
        for at in range(0, len(data), 768):
            part = base64.b64encode(data[at : at + 768]).decode()
            self.check(f"file.write(a2b_base64({part!r}))")
        self.check("file.close()")

    def put_tree(self, root):
        for path in sorted(root.rglob("*")):
            target = f"/{path.relative_to(root).as_posix()}"
            if path.is_dir():
                self.check(f"os.mkdir(folder + {target!r})")
            else:
                self.put(target, path.read_bytes())


def run_files(board, tree, script, stdin=b""):
    """Puts what is in a folder on the board and runs a script there."""
    board.reset()
    board.check(REMOVE)
    board.check(PREPARE)
    board.put_tree(tree)
    result = board.run(script, stdin)
    board.reset()
    board.check(REMOVE)
    return result


def board_target(board):
    """The architecture and the ABI that the board's MicroPython names."""
    mpy = int(board.check("import sys\nprint(getattr(sys.implementation, '_mpy', 0))"))
    arch = ARCHS.get(mpy >> 10 & 15) if mpy & 0xFF == 6 else None
    if arch is None:
        raise BoardError("its MicroPython loads no native modules of .mpy version 6")
    return arch, f"6.{mpy >> 8 & 3}"


def build(natmod, module, arch, abi, work):
    """Builds a copy of the module's folder; the result goes into work/board."""
    copy = work / "module"
    shutil.copytree(module, copy, ignore=shutil.ignore_patterns("build-natmod"))
    flags = module / "flags"
    command = [natmod, "build", copy, "--arch", arch, "--abi", abi]
    command += shlex.split(flags.read_text()) if flags.exists() else []
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise BoardError(f"natmod build: {result.stderr.strip()}")
    built = copy / "build-natmod" / arch
    for path in built.rglob("*.mpy"):
        target = work / "board" / path.relative_to(built)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)


def shorter(line):
    for text, without_details in SHORTER:
        line = re.sub(text, without_details, line)
    return line


def run_module(board, module, options, arch, abi):
    """None if the module's script prints what is expected, else what is wrong."""
    archs, needs = module / "archs", module / "needs"
    if archs.exists() and arch not in archs.read_text().split():
        return "skipped: not for " + arch
    wanted = needs.read_text().split() if needs.exists() else []
    missing = [x for x in wanted if not x.startswith("<") and not board.has(x)]
    if missing:
        return "skipped: needs " + ", ".join(missing)
    script = module / "test.py"
    if not script.exists():
        script = module / "demo.py"
    given = module / "input"
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "board").mkdir()
        if not options.builtin:
            try:
                build(options.natmod, module, arch, abi, work)
            except BoardError as e:
                found = re.search(r"fatal error: '?([^:']+)", str(e))
                if found is None or f"<{found[1]}>" not in wanted:
                    raise
                return f"skipped: the compiler has no <{found[1]}>"
        for path in module.glob("*.py"):
            if path != script:
                shutil.copy(path, work / "board")
        out, error = run_files(
            board,
            work / "board",
            script.read_text(),
            given.read_bytes() + b"\x04" if given.exists() else b"",  # Ctrl-D ends it
        )
    expected = (module / "expected.txt").read_text(errors="surrogateescape").split("\n")
    printed = out.split("\n")
    if len(expected) == len(printed):
        expected = [p if shorter(p) == shorter(e) else e for e, p in zip(expected, printed)]
    if expected == printed and not error:
        return None
    diff = list(difflib.unified_diff(expected, printed, "expected", "printed", lineterm="", n=0))
    if len(diff) > 40:
        diff[40:] = ["..."]
    return "\n".join([*diff, error.strip()]).strip()


def run_modules(board, modules, options):
    arch, abi = board_target(board)
    print(f"{arch}, ABI {abi}", flush=True)
    failed = 0
    for module in modules:
        try:
            wrong = run_module(board, module, options, arch, abi)
        except BoardError as e:
            wrong = str(e)
            board.stop()
            board.start()
        verdict = wrong if wrong and wrong.startswith("skipped") else "FAILED" if wrong else "ok"
        print(f"{module.name}: {verdict}", flush=True)
        if verdict == "FAILED":
            failed += 1
            print(wrong, flush=True)
    print(f"{len(modules)} modules, {failed} failed")
    return failed != 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    board_at = parser.add_mutually_exclusive_group(required=True)
    board_at.add_argument("--port", help="the board's serial port")
    board_at.add_argument("--command", help="a program that is connected to the board's REPL")
    parser.add_argument("--natmod", default=os.environ.get("NATMOD", "natmod"))
    parser.add_argument("--builtin", action="store_true", help="the firmware has the modules in it")
    parser.add_argument("--timeout", type=float, default=120, help="seconds without a word from the board")
    parser.add_argument("modules", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")
    modules = options.modules or sorted(p.parent for p in TOP.glob("tests/modules/*/test.py"))

    board = Board(options.command, options.port, options.timeout)
    try:
        return run_modules(board, modules, options)
    finally:
        board.stop()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BoardError, OSError) as e:
        sys.exit(f"board.py: {e}")
