# SPDX-License-Identifier: MIT
SRC_USERMOD_C += $(USERMOD_DIR)/newer.c $(USERMOD_DIR)/library.c
CFLAGS_USERMOD += -I$(USERMOD_DIR)
