# SPDX-License-Identifier: 0BSD
# Read by a firmware's make (USER_C_MODULES=...) and by `natmod build`.
DISPLAY_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(DISPLAY_DIR)/display.c
