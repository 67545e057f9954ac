# SPDX-License-Identifier: MIT
MODOBJECT_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(MODOBJECT_DIR)/modobject.c
