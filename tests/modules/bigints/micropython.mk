# SPDX-License-Identifier: MIT
BIGINTS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(BIGINTS_DIR)/bigints.c
