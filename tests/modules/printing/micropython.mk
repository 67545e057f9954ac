# SPDX-License-Identifier: MIT
PRINTING_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(PRINTING_DIR)/printing.c
