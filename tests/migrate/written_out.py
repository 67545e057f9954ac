# SPDX-License-Identifier: MIT
import written_out
print(written_out.get())
