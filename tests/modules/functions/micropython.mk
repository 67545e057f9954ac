# SPDX-License-Identifier: MIT
FUNCTIONS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(FUNCTIONS_DIR)/functions.c
