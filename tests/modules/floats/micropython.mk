# SPDX-License-Identifier: MIT
FLOATS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(FLOATS_DIR)/floats.c
