# SPDX-License-Identifier: MIT
import table_members

bag = table_members.new(3)
print(type(bag), bag.sum(), bag.count(), bag.count(1, 2))
print(hasattr(bag, "missing"))
