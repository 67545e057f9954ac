# SPDX-License-Identifier: MIT
print("before")
import modinit

print("after")
print(modinit.limit(), modinit.__name__)
import modinit
from modinit import limit

print(limit(), modinit.__init__())
