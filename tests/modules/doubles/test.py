# SPDX-License-Identifier: MIT
import doubles

for x in (1, 2, 0.1, 1e9):
    print(["%.12g" % y for y in doubles.precise(x)])
print("%.12g" % doubles.scale(1e290), "%.12g" % doubles.scale(1e-20), "%.12g" % doubles.scale(3))
for x in (1.75, -1.75, 4503599627370497.0, -9007199254740993, 1e18):
    r = doubles.to_int(x)
    print(r[0], ["%.17g" % y for y in r[1:]])
