# SPDX-License-Identifier: MIT
import keywords as k


def attempt(fun, *args, **kw):
    try:
        print(fun(*args, **kw))
    except Exception as e:
        print(type(e).__name__ + ": " + str(e))


# a table at file scope
attempt(k.file, 1)
attempt(k.file, 1, 2)
attempt(k.file, 1, y=2, label="named", flag=0, other=[])
attempt(k.file, 1, flag="true")
attempt(k.file, x=5)
attempt(k.file)
attempt(k.file, 1, 2, "label")
attempt(k.file, 1, nosuch=2)
attempt(k.file, "1")
attempt(k.file, 1, x=2)
attempt(k.file, True, -1)

# a table inside the function
attempt(k.local, 1, b=True)
attempt(k.local, "a", None, tuple, 0, False, None, b=0)
attempt(k.local, 1)
attempt(k.local, 1, type=dict, b=[1], marker=0)

# mp_const_none as default
attempt(k.none)
attempt(k.none, 5)
attempt(k.none, value=6, extra=7)
attempt(k.none, 1, 2)

# keyword arguments of a constructor
attempt(k.Box)
attempt(k.Box, 5)
attempt(k.Box, 5, height=6)
attempt(k.Box, height=10, width=11)
attempt(k.Box, 1, 2, 3)
attempt(k.Box, depth=1)
