# SPDX-License-Identifier: MIT
from inheritance import Shape, Square
s = Square(5)
print(hasattr(s, "size"), s.area(), issubclass(Square, Shape), isinstance(s, Shape))
print(Shape(2).size(), hasattr(Shape(2), "area"))
