# SPDX-License-Identifier: MIT
import parsing as p


def attempt(name, *args):
    try:
        print(name, args, getattr(p, name)(*args))
    except Exception as e:
        print(name, args, type(e).__name__ + ":", e)


for args in (("12", 10), ("-ff", 16), ("0x1F", 0), ("0b101", 0), ("  7 ", 10), ("123456789012345678901234567890", 10)):
    attempt("integer", *args)
for args in (("", 10), ("12x", 10), ("9", 8), ("1", 50), ("zz", 36)):
    attempt("integer", *args)
for text in ("1.5", "-2e3", " 8 ", "inf", "-nan", "1_0", "x", ""):
    attempt("float", text)
attempt("characters", "aZ5 \n_")
attempt("characters", "fF~\x01")
attempt("utf8", "abc")
print(p.utf8("caf\u00e9 \u20ac"), p.utf8(""))
for x in (0, 1.7, -2.3, 1000000, 0.06, float("inf"), float("-inf")):
    for precision in (0, 2, 4):
        attempt("format", x, precision)
