# SPDX-License-Identifier: MIT
import exceptions as m
for which in (0, 1):
    try:
        m.fail(which)
    except m.BaseError as e:
        print(repr(e), e, type(e))
print(issubclass(m.DerivedError, m.BaseError), issubclass(m.BaseError, Exception))
