# SPDX-License-Identifier: MIT
TYPES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(TYPES_DIR)/types.c
