# SPDX-License-Identifier: MIT
from containers import Row, Echo, use


def attempt(code):
    try:
        exec(code)
        print(code, "-> done")
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)


r = Row(1, 2, 3, 4)

# load, store, delete
print(r[0], r[3], r[-1], r[-8], len(r))
r[4] = 50
r[-1] = -80
r[0] += 5
del r[1]
print([r[i] for i in range(8)])
attempt("r[8]")
attempt("r[-9] = 1")
attempt("r['x']")
attempt("r[1.5]")
attempt("del r[100]")
attempt("r[0] = 'x'")
print(r[True])

# slices
print(r[:], r[2:5], r[::-2], r[-3:], r[5:2], r[:100])
r[1:3] = 9
del r[-2:]
print(r[:])

# calls
print(r(1, 1, 1), r[:3])
print(r(1, scale=10), r(), r[0])
attempt("r(1, 2, 3, 4, 5, 6, 7, 8, 9)")
attempt("r('x')")

# a class that only reads, with any key
e = Echo()
print(e[1], e["a"], e[None], e[1, 2], e[()])
attempt("e[1] = 1")
attempt("del e[1]")
attempt("e()")
attempt("len(e)")

# asked for from C
print(use(r, 3), r[3], use([1, 2, 3], -1), use({"k": 1}, "k"))
attempt("use((1,), 0)")
attempt("use(e, 1)")
attempt("use([], 0)")

# subscription alone does not make a C class iterable
attempt("list(r)")
attempt("1 in r")
