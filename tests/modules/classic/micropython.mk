# SPDX-License-Identifier: MIT
CLASSIC_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CLASSIC_DIR)/classic.c
