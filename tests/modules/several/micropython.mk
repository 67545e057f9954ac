# SPDX-License-Identifier: MIT
SEVERAL_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(SEVERAL_DIR)/several.c
