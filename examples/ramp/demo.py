# SPDX-License-Identifier: 0BSD
from ramp import ramp

print(ramp(6))
print(ramp(3, start=100, stop=-100, bounce=True))
print(ramp(steps=2, stop=1))
for wrong in {"steps": 3, "end": 9}, {"stop": 9}, {"steps": 1}:
    try:
        print(ramp(**wrong))
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
