# SPDX-License-Identifier: MIT
PINBASE_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(PINBASE_DIR)/pinbase.c
