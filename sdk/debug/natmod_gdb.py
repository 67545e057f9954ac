# SPDX-License-Identifier: 0BSD
"""What natmod debug has gdb do: start MicroPython, and load a module's symbols when it is imported.

A module built for natmod debug begins with a breakpoint instruction, so its import stops in gdb by itself: no symbol
of the firmware is needed. At that stop the program counter says where the module's text is, and a word of text that the
symbol file names (natmod_ram_pointer) where its RAM block is.

NATMOD_DEBUG is natmod's JSON: the modules, and the program to run or the gdb server to connect to.
"""

import atexit
import itertools
import json
import os
import shlex
import shutil
import subprocess
import tempfile
import time

import gdb


# What gdb says of a shell that becomes another program.
NOISE = ("process ", "[Thread debugging", "Using host libthread_db", "warning: Unable to find libthread_db")


def say(text):
    gdb.write("natmod: " + text + "\n")
    gdb.flush()


def try_command(command):
    """For settings that not every gdb has."""
    try:
        gdb.execute(command, to_string=True)
    except gdb.error:
        pass


def escape(path):
    return path.replace("\\", "\\\\").replace(" ", "\\ ")


def read_memory(address, size):
    try:
        return bytes(gdb.selected_inferior().read_memory(address, size))
    except gdb.error:
        return b""


def word_size():
    return gdb.lookup_type("unsigned char").pointer().sizeof


def word_at(address):
    return int.from_bytes(read_memory(address, word_size()), "little")


class Module:
    def __init__(self, facts):
        self.__dict__.update(facts)  # as src/driver/debug.cpp writes them
        with open(self.elf, "rb") as file:
            file.seek(self.text_offset)
            self.text = file.read(self.text_size)

    def likeness(self, address):
        """How much of the text is in memory there, from 0 to 1. The loader changes tables, not code."""
        there = read_memory(address, len(self.text))
        return sum(a == b for a, b in zip(there, self.text)) / len(self.text)

    def load_symbols(self, base):
        sections = ""
        if self.ram_pointer is not None:
            ram = word_at(base + self.ram_pointer) - self.ram_pointee
            for name, offset in self.ram_sections.items():
                sections += f" -s {name} {ram + offset:#x}"
        gdb.execute(f"add-symbol-file {escape(self.elf)} {base:#x}{sections}", to_string=True)


class Callers(gdb.Command):
    """Functions of the module that the stack may return to, the innermost first.

For a firmware without unwind tables, as on ARM, where backtrace ends early. Some may be left over from earlier calls."""

    LIMIT = 4096  # words of stack

    def __init__(self, session):
        super().__init__("callers", gdb.COMMAND_STACK)
        self.session = session

    def invoke(self, argument, from_tty):
        word = word_size()
        pointer = int(gdb.parse_and_eval("$sp"))
        # At the end of the stack there may be nothing to read.
        stack = b"".join(itertools.takewhile(len, (read_memory(pointer + i * word, word) for i in range(self.LIMIT))))
        texts = [(base, base + len(module.text)) for module in self.session.modules
                 for name, base in self.session.imported.items() if name == module.name]
        for i in range(0, len(stack), word):
            address = int.from_bytes(stack[i:i + word], "little") - 1  # in the call itself
            if not any(first <= address < end for first, end in texts):
                continue
            block, place = gdb.block_for_pc(address), gdb.find_pc_line(address)
            while block and not block.function:
                block = block.superblock
            if block and address > block.start and place.symtab:
                gdb.write(f"{address:#x} in {block.function} at {place.symtab.filename}:{place.line}\n")


class Session:
    LEAST_LIKENESS = 0.3

    def __init__(self, facts):
        self.__dict__.update(facts)
        self.breakpoint = bytes.fromhex(facts["breakpoint"])
        self.modules = [Module(module) for module in facts["modules"]]
        self.imported = {}  # name -> where text is
        self.seen = set()  # names, in this run
        self.quiet = False
        self.at_import = False
        self.local = not self.remote and not self.through_qemu
        self.status = None
        self.child = None
        self.folder = tempfile.mkdtemp()

    def places(self):
        """Where text may begin, if this stop is an import's: (address, where that stop is)."""
        pc = int(gdb.newest_frame().pc())
        for start in {pc, pc - len(self.breakpoint)}:  # some processors are behind the instruction then
            if read_memory(start, len(self.breakpoint)) != self.breakpoint:
                continue
            yield start, start
            if not self.starter_argument:
                continue
            # Start code of its own has the module as its child: its function object is the first argument. Text
            # executes as far from where it is written as that start code does.
            try:
                word = word_size()
                function = int(gdb.parse_and_eval(self.starter_argument))
                written = word_at(word_at(word_at(function + 2 * word)) + word)
                yield written + start - word_at(function + 3 * word), start
            except gdb.error:
                pass

    def on_stop(self, event):
        self.at_import = False
        if type(event) is not gdb.StopEvent:  # as for SIGTRAP and steps
            return
        found = [(module.likeness(base), index, base, start)
                 for base, start in self.places() for index, module in enumerate(self.modules)]
        likeness, index, base, start = max(found, default=(0, 0, 0, 0))
        if likeness < self.LEAST_LIKENESS:
            return
        self.at_import = True
        self.load(self.modules[index], base)
        gdb.execute(f"set var $pc = {start + len(self.breakpoint):#x}", to_string=True)

    def load(self, module, base):
        if self.imported.get(module.name) != base:
            module.load_symbols(base)
            if self.local:
                self.load_firmware()
        self.imported[module.name] = base
        self.seen.add(module.name)
        if not self.quiet:
            self.say_imported(module.name)

    def say_imported(self, name):
        say(f"{name} is imported, with its text at {self.imported[name]:#x}")

    def on_exit(self, event):
        self.at_import = False
        if not hasattr(event, "exit_code"):
            return
        self.status = event.exit_code
        for module in self.modules:
            if module.name not in self.seen:
                say(f"the program ended, and had not imported {module.name}")

    def start_local(self):
        # gdb starts a shell, whatever MicroPython is: an ELF file or a script that starts one.
        script = os.path.join(self.folder, "run")
        with open(script, "w", encoding="utf-8") as file:
            file.write("exec env " + " ".join(map(shlex.quote, self.environment + self.command)) + "\n")
        gdb.execute("set args " + shlex.quote(script))
        gdb.execute("define hook-run\npython session.before_run()\nend")
        return "run"

    def before_run(self):
        """gdb would run again what the shell became."""
        self.seen.clear()
        gdb.execute("exec-file /bin/sh")

    def start_in_qemu(self):
        socket = os.path.join(self.folder, "gdb")
        environment = dict(os.environ, QEMU_GDB=socket)
        environment.update(entry.split("=", 1) for entry in self.environment)
        self.child = subprocess.Popen(self.command, env=environment)
        while self.child.poll() is None:  # qemu makes the socket, and then listens
            if os.path.exists(socket):
                try:
                    self.connect(socket)
                    return "continue"
                except gdb.error:
                    pass
            time.sleep(0.02)
        raise gdb.GdbError("MicroPython ended before gdb could connect to qemu")

    def connect(self, server):
        try_command("set sysroot /")  # else gdb asks the server for the firmware's libraries
        gdb.execute("target remote " + server, to_string=True)

    def start_remote(self):
        self.connect(self.remote)
        if self.base is None:
            say("connected; import the module on the board now, Ctrl-C comes back here")
            return "continue"
        for module in self.modules:
            if module.likeness(self.base) < self.LEAST_LIKENESS:
                raise gdb.GdbError(f"at {self.base:#x} is not the text of this build of {module.name}")
            self.load(module, self.base)
        return "continue" if self.breakpoints else None

    def run(self, command):
        """Until something else stops it than an import, if breakpoints wait; what gdb says is shown then."""
        while command:
            said = self.quietly(command)
            if not self.at_import:
                gdb.write("".join(line for line in said.splitlines(True) if not line.startswith(NOISE)))
                return
            for name in self.seen:
                self.say_imported(name)
            if len(self.seen) == len(self.modules):
                self.check_breakpoints()
            command = "continue" if self.breakpoints or self.batch else None

    def check_breakpoints(self):
        """One at a place that no module has would be passed without a word."""
        for breakpoint in gdb.breakpoints():
            if breakpoint.pending:
                raise gdb.GdbError(f"the module has no {breakpoint.location}: name a function, or FILE:LINE")

    def quietly(self, command):
        """Runs it and returns what gdb says; the program's own output is shown."""
        log = os.path.join(self.folder, "log")
        for setting in ("file " + log, "overwrite on", "redirect on"):
            gdb.execute("set logging " + setting, to_string=True)
        gdb.execute("set logging enabled on")
        self.quiet = True
        try:
            gdb.execute(command)
        finally:
            self.quiet = False
            gdb.execute("set logging enabled off")
        with open(log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def load_firmware(self):
        """What gdb does not know of the firmware's own files, for backtraces: their unwind tables."""
        known = {objfile.filename for objfile in gdb.objfiles()}
        try:
            with open(f"/proc/{gdb.selected_inferior().pid}/maps", encoding="utf-8") as file:
                maps = [line.split(None, 5) for line in file]
        except OSError:
            return
        for addresses, _, offset, _, _, *path in maps:
            path = "".join(path).strip()
            if path.startswith("/") and path not in known and int(offset, 16) == 0:
                known.add(path)
                try_command(f"add-symbol-file {escape(path)} -o 0x{addresses.split('-')[0]}")

    def go(self):
        for setting in ("confirm off", "breakpoint pending on", "debuginfod enabled off", "auto-load libthread-db off"):
            try_command("set " + setting)
        if self.batch:
            gdb.execute("set pagination off")
        Callers(self)
        gdb.events.stop.connect(self.on_stop)
        gdb.events.exited.connect(self.on_exit)
        if self.remote:
            command = self.start_remote()
        else:
            command = self.start_in_qemu() if self.through_qemu else self.start_local()
        for place in self.breakpoints:
            gdb.execute("break " + place, to_string=True)
        self.run(command)
        if self.status is None or not self.batch:
            for command in self.commands:
                gdb.execute(command)
        if self.batch:
            gdb.execute(f"quit {1 if self.status is None else self.status}")

    def close(self):
        if self.child and self.child.poll() is None:
            self.child.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


session = Session(json.loads(os.environ.pop("NATMOD_DEBUG")))
try:
    atexit.register(session.close)
    session.go()
except (gdb.error, gdb.GdbError) as error:
    gdb.write(f"natmod: error: {error}\n", gdb.STDERR)
    if session.batch:
        gdb.execute("quit 1")
