# SPDX-License-Identifier: MIT
LARGE_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(LARGE_DIR)/large.c
