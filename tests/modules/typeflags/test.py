# SPDX-License-Identifier: MIT
from typeflags import Odd, Both, Binding, Loose

a = Odd()
print(a == a, a != a, a == Odd(), a is a, a in [a])
b = Both()
print(b == 1, b != 1, b == b, b != b, 1 == b, 1 != b)


class Holder:
    bound = Binding()
    loose = Loose()


h = Holder()
print(h.bound() == (h,), h.bound(1, 2)[1:], len(h.loose(1, 2)), h.loose())
print(Holder.bound(5), Binding()(1), callable(Binding()))
