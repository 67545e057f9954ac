# SPDX-License-Identifier: MIT
BINARY_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(BINARY_DIR)/binary.c
