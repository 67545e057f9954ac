#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A board on a serial line, for the tests: a pseudo-terminal with a program's input and output behind it.

    tests/board_pty.py LINK COMMAND...

LINK becomes a link to the terminal that another program opens as the board's port. Control-C goes to the
command as a signal, as firmware takes it. After as many bytes from the other side as the file LINK.pull
says, the cable is pulled out: the terminal is gone.
"""
import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import time
import tty


def main():
    link = pathlib.Path(sys.argv[1])
    master, slave = pty.openpty()
    tty.setraw(slave)
    child = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    link.unlink(missing_ok=True)
    link.symlink_to(os.ttyname(slave))
    pull = pathlib.Path(f"{link}.pull")
    seen = 0
    try:
        while True:
            for ready in select.select([master, child.stdout], [], [])[0]:
                if ready is master:
                    data = os.read(master, 4096)
                    seen = seen + len(data) if pull.exists() else 0
                    if pull.exists() and seen > int(pull.read_text()):
                        return
                    if b"\x03" in data:
                        child.send_signal(signal.SIGINT)
                        time.sleep(0.05)
                        data = data.replace(b"\x03", b"")
                    child.stdin.write(data)
                else:
                    data = os.read(child.stdout.fileno(), 4096)
                    if not data:
                        return
                    os.write(master, data)
    finally:
        link.unlink(missing_ok=True)
        child.kill()
        child.wait()


if __name__ == "__main__":
    main()
