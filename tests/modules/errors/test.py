# SPDX-License-Identifier: MIT
import errors


def show(fun, *args):
    try:
        print("no exception", fun(*args))
    except BaseException as e:
        print(repr(e), e.args)


# types
for i in range(errors.TYPES + 1):
    show(errors.raise_type, i)

# ways
for i in range(17):
    if i != 12:
        show(errors.raise_how, i, ["arg"])
show(errors.raise_how, 5, None)
show(errors.raise_how, 12, KeyError("given"))
show(errors.raise_how, 14, None)
try:
    errors.raise_how(3, None)
except OSError as e:
    print(e.errno)

# caught in C
print(errors.attempt(lambda: 5))
print(errors.attempt(lambda: 1 // 0))
print(errors.attempt(lambda: errors.raise_how(5, 1.5)))
print(errors.attempt(lambda: errors.attempt(lambda: [].pop())))
print(errors.attempt(None))


class MyError(ValueError):
    pass


def fail(e):
    raise e


for e in (ValueError("v"), MyError("m"), UnicodeError(), KeyError("k")):
    show(errors.only_value, fail, e)
show(errors.only_value, repr, e)
print(errors.counts())
print(errors.nested(0), errors.nested(5), errors.nested(100))


# through Python frames and finally
def outer():
    try:
        errors.raise_how(0, None)
    finally:
        print("finally")


show(outer)


# and out of a generator
def generate():
    yield 1
    errors.raise_how(1, None)


show(list, generate())
