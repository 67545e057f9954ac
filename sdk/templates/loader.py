# Imports the part of @NAME@ that fits this MicroPython, and has its attributes. A part is right
# whichever registers its firmware passes floats in.
import sys


@CHECKSUM@


def _part():
    parts = {@PARTS@}
    mpy = getattr(sys.implementation, "_mpy", 0)
    abi, host = mpy >> 8 & 3, mpy >> 10 & 15
    if abi == @ABI@:
        if host in parts:
            return parts[host]
        # An ARM Cortex-M runs what is made for a smaller one: @FIRST@ to @LAST@ are @FIRST_NAME@ to @LAST_NAME@.
        if @FIRST@ <= host <= @LAST@:
            for number in sorted(parts, reverse=True):
                if @FIRST@ <= number < host:
                    return parts[number]
    raise ImportError("@NAME@ has no part for this MicroPython (sys.implementation._mpy is %d)" % mpy)


_module = getattr(__import__("@NAME@." + _whole(_part())), _part())
for _name in dir(_module):
    if _name not in ("__name__", "__file__", "__path__"):
        globals()[_name] = getattr(_module, _name)
del _whole, _part, _module, _name
