# SPDX-License-Identifier: MIT
import cmakeonly

print(cmakeonly.gcd(12, 18), cmakeonly.gcd(17, 5), cmakeonly.gcd(0, 9))
print(cmakeonly.SOURCES)
