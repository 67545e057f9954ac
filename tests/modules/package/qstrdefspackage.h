// SPDX-License-Identifier: MIT
Q(package.sub)
Q(package.sub.deep)
