# Imports the part of @NAME@ that fits this MicroPython, and has its attributes. A part is right
# whichever registers its firmware passes floats in.
import sys


def _part():
    parts = {@PARTS@}
    mpy = getattr(sys.implementation, "_mpy", 0)
    abi, host = mpy >> 8 & 3, mpy >> 10 & 15
    if abi == @ABI@:
        if host in parts:
            return parts[host]
        # An ARM Cortex-M runs what is made for a smaller one: 4 to 8 are armv6m to armv7emdp.
        if 4 <= host <= 8:
            for number in sorted(parts, reverse=True):
                if 4 <= number < host:
                    return parts[number]
    raise ImportError("@NAME@ has no part for this MicroPython (sys.implementation._mpy is %d)" % mpy)


_module = getattr(__import__("@NAME@." + _part()), _part())
for _name in dir(_module):
    if _name not in ("__name__", "__file__", "__path__"):
        globals()[_name] = getattr(_module, _name)
