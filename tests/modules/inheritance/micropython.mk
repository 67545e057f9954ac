# SPDX-License-Identifier: MIT
INHERITANCE_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(INHERITANCE_DIR)/inheritance.c
