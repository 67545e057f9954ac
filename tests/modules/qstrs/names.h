// SPDX-License-Identifier: MIT
// X-macro list: a name and a number.
ITEM(apple, 3)
ITEM(banana, 5)
ITEM(cherry, 7)
