// SPDX-License-Identifier: MIT
// Names with characters that the preprocessor does not let through.
Q(left-right)
Q(a.b/c)
Q(50%)
