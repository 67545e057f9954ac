# SPDX-License-Identifier: MIT
CLIB_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CLIB_DIR)/clib.c
