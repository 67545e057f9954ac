# SPDX-License-Identifier: 0BSD
# Runs on a board for natmod deploy: says what it loads. Each answer is a line that begins with an @.
import gc
import sys


def say(key, value):
    print("@" + key, value)


implementation = sys.implementation
say("mpy", getattr(implementation, "_mpy", 0))
say("name", getattr(implementation, "_machine", sys.platform))
say("firmware", implementation.name + " " + ".".join(str(n) for n in implementation.version[:3]))
try:
    # A float of 32 bits cannot tell the two.
    say("floats", "single" if float("1.00000001") == 1 else "double")
except NameError:
    say("floats", "no")
gc.collect()
say("heap", gc.mem_free())
