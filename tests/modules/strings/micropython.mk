# SPDX-License-Identifier: MIT
STRINGS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(STRINGS_DIR)/strings.c
