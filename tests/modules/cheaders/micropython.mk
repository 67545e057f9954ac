# SPDX-License-Identifier: MIT
SRC_USERMOD_C += $(USERMOD_DIR)/cheaders.c $(USERMOD_DIR)/generic.c
