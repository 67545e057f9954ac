# SPDX-License-Identifier: MIT
import extensible

print(extensible, extensible.where(), extensible.__name__)
from extensible import where

print(where())
