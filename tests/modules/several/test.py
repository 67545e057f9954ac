# SPDX-License-Identifier: MIT
import several

print(several.bump(), several.twin.count(), several.twin)
import several_twin

print(several_twin.count(), several_twin.__name__, several_twin is several.twin)
from several_twin import count

several.bump()
print(count())
