# SPDX-License-Identifier: MIT
CONSTANTS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CONSTANTS_DIR)/constants.c
