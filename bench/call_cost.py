#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures calls that a native module makes through objects of the firmware, beside the firmware's own.

    bench/call_cost.py COUNTER NATIVE FIRMWARE

COUNTER is the address of a word on the board that counts cycles. NATIVE and FIRMWARE are commands whose input
and output are the REPL of a board (docs/testing.md): the second board's firmware has call_cost/ compiled in
(USER_C_MODULES), the first one's does not. NATMOD names the program.
"""
import os
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
import board

SCRIPT = """
import cost, machine
kept = {1: 2}, [], "a b", id, 1 << 30, machine.Pin(2, machine.Pin.OUT), machine.SPI(0), bytes(1)
kept += machine.UART(0), machine.ADC(26), machine.PWM(machine.Pin(3))
kept[-1].freq(1000)
cost.prepare(*kept)
def least(index):
    # An interrupt may follow what waits, such as the serial line's work, at always the same distance.
    state = machine.disable_irq()
    counts = cost.least(index, COUNTER)
    machine.enable_irq(state)
    return counts
nothing = least(0)
index = 1
while cost.name(index) is not None:
    print(cost.name(index), least(index) - nothing)
    index += 1
"""


def costs(command, counter, native):
    at = board.Board(command, None, 120)
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "board").mkdir()
        if native:
            natmod = os.environ.get("NATMOD", HERE.parent / "build/natmod/natmod")
            board.build(natmod, HERE / "call_cost", *board.board_target(at), work)
        out, err = board.run_files(at, work / "board", f"COUNTER = {counter}\n{SCRIPT}")
    at.stop()
    if err:
        sys.exit(err)
    return {name: int(cost) for name, cost in map(str.split, out.splitlines())}


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    counter, native_command, firmware_command = sys.argv[1:]
    native = costs(native_command, counter, True)
    firmware = costs(firmware_command, counter, False)
    print(f"{'call':22}{'native':>8}{'firmware':>10}{'more':>8}{'ratio':>8}")
    for name, cost in native.items():
        own = firmware[name]
        print(f"{name:22}{cost:8}{own:10}{cost - own:8}{cost / max(own, 1):8.1f}")


main()
