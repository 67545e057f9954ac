# SPDX-License-Identifier: MIT
# A board's REPL in raw mode, on standard input and output, for a MicroPython that has none of its own:
#     tests/board.py --command 'micropython tests/board_repl.py'
# Scripts that are named there run first, and give the board its traits.
import io
import sys
import vfs

receive = sys.stdin.buffer.read
BANNER = "raw REPL; CTRL-B to exit\r\n>"
WINDOW = 32


def send(text):
    sys.stdout.buffer.write(text)


def receive_script():
    send(b"R\x01" + bytes((WINDOW, 0)))
    script = bytearray()
    while True:
        c = receive(1)
        if c == b"\x04":
            send(c)
            return script.decode()
        script.extend(c)
        if len(script) % WINDOW == 0:
            send(b"\x01")


def run(script, names):
    error = ""
    try:
        exec(script, names)
    except (Exception, KeyboardInterrupt) as e:
        text = io.StringIO()
        sys.print_exception(e, text)
        error = text.getvalue()
    send(b"\x04" + error.encode() + b"\x04>")


for script in sys.argv[1:]:
    exec(open(script).read())

names = {}
before = dict(sys.modules)
while True:
    try:
        c = receive(1)
    except KeyboardInterrupt:
        continue
    if c == b"":
        break
    if c == b"\x01":
        sys.stdout.write(BANNER)
    elif c == b"\x05":
        receive(2)
        run(receive_script(), names)
    elif c == b"\x04":
        names = {"__name__": "__main__"}
        try:
            vfs.umount("/natmod")  # left over by board.py, where there is no file system
        except OSError:
            pass
        for name in list(sys.modules):
            if name not in before:
                del sys.modules[name]
        sys.stdout.write("MPY: soft reboot\r\n" + BANNER)
