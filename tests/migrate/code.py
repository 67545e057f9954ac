# SPDX-License-Identifier: MIT
import code as m
print(m.square(3), m.state, m.sum, hasattr(m, "failure"))
