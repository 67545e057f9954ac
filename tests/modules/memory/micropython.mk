# SPDX-License-Identifier: MIT
MEMORY_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(MEMORY_DIR)/memory.c
