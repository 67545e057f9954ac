# SPDX-License-Identifier: MIT
OPERATORS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(OPERATORS_DIR)/operators.c
