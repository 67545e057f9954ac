# SPDX-License-Identifier: MIT
import package.sub.deep

print(package, package.one, package.sub.number(), package.sub.deep.number())
import package.sub

print(package.sub, package.sub.__name__)
from package import sub
from package.sub import deep, number
from package.sub.deep import number as deep_number

print(sub.number(), deep.number(), number(), deep_number(), deep)
import package.sub as other

print(other is package.sub, other is sub)
for code in ("import package.nosuch", "from package import nosuch", "import package.sub.nosuch"):
    try:
        exec(code)
        print("imported")
    except ImportError:
        print("ImportError")
