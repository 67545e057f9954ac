# SPDX-License-Identifier: MIT
import classic


def attempt(fun, *args):
    try:
        print(fun(*args))
    except Exception as e:
        print(type(e).__name__ + ":", e)


attempt(classic.add, 2, 3)
attempt(classic.add, 1, 1)
attempt(classic.add, 1, "x")
print(classic.calls())
attempt(classic.fail, None)
attempt(classic.fail, 1)
attempt(classic.Cell)
print(classic.Cell(21).twice(), classic.Cell)
print(classic.answer, classic.label, classic.__name__)

# its globals are an ordinary dict
classic.answer = 43
classic.new = 1
print(classic.answer, classic.new)
print(classic.count(), classic.count("a", 2, k=3))
try:
    classic.own_error("own")
except classic.Error as e:
    print(type(e).__name__, e.args, isinstance(e, ValueError))
print(classic.table(5))
classic.own_print(7)
print(classic.is_classic("classic"), classic.limit, classic.static_label)
classic.limit = 8
print(classic.limit)
