# SPDX-License-Identifier: MIT
from dotted.left.deep import who as deepest
from dotted import right, left
import dotted.left.deep
import dotted.right as again
import gc

gc.collect()
print(deepest(), right.who(), left.who(), dotted.who())
print(dotted.left is left, dotted.right is again, dotted.left.deep.who is deepest)
print(dotted, left, dotted.left.deep)
for code in ("import dotted.nothing", "from dotted import nothing", "from dotted.left import nothing"):
    try:
        exec(code)
        print("imported")
    except ImportError:
        print("ImportError")
