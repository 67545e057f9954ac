# SPDX-License-Identifier: MIT
COLLECTING_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(COLLECTING_DIR)/collecting.c
