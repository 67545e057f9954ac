# SPDX-License-Identifier: MIT
TUPLES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(TUPLES_DIR)/tuples.c
