# SPDX-License-Identifier: MIT
import operators
from operators import Mod, binary, unary


def attempt(code):
    try:
        print(code, "->", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)


a = Mod(90)
b = Mod(12)

# unary
print(+a is a, -a, ~a, abs(a), abs(b), int(b), hash(b), len(a), len(Mod(3)), bool(a), not Mod(0))
print({a: "found"}[Mod(90)], Mod(97) or "zero")

# binary
print(a + b, a - b, b - a, a * b, a // b, a % b, b**3, a | b, a & b, a ^ b, b << 2, b >> 2)
print(a == Mod(187), a != b, a < b, a > b, a <= b, a >= b)
print(a + 8, a == 90, a == 91, 4 in b, 5 in b, 5 not in b)
attempt("a // 0")
attempt("a / b")
attempt("a + 'x'")
attempt("a + None")
attempt("round(a)")
attempt("a < 'x'")
print(a == "x", a != "x")

# reversed: the left operand does not know Mod
print(100 + b, 100 - b, 100 * b)
attempt("100 // b")

# in place: += changes the object, -= makes a new one
c = d = Mod(1)
c += 5
print(c, d, c is d)
c -= 2
print(c, d, c is d)

# sorting and membership use the operators
print(sorted([Mod(5), Mod(99), Mod(40)]), Mod(5) in [1, Mod(5)], max(a, b), sum([a, b], Mod(0)))

# operators on objects, asked for from C
for op in ("+", "-", "*", "/", "//", "<", "==", "is", "+="):
    attempt("binary(%r, 7, 2)" % op)
attempt("binary('+', 'ab', 'cd')")
attempt("binary('in', 1, [1, 2])")
attempt("binary('==', a, 90)")
attempt("binary('+', 1, 'x')")
attempt("binary('?', 1, 1)")
attempt("binary('+', 1 << 70, 1)")
print(unary(5), unary(0), unary(True), unary(Mod(5)), unary(-(1 << 70)))
attempt("unary('x')")
