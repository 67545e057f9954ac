# SPDX-License-Identifier: MIT
import gc, sys

# The import itself allocates and collects, often.
if hasattr(gc, "threshold"):
    gc.threshold(1)
for i in range(3):
    import collecting

    blocks = [bytes([i]) * n for n in range(16, 400, 16)]
    gc.collect()
    print(collecting.state()[0], collecting.Thing().__class__.__name__, collecting.StringIO("x").read())
    print(collecting.KeyError is KeyError, collecting.__name__)
    del sys.modules["collecting"], collecting, blocks
    gc.collect()
