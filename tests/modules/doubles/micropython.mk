# SPDX-License-Identifier: MIT
DOUBLES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(DOUBLES_DIR)/doubles.c
