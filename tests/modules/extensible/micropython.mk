# SPDX-License-Identifier: MIT
EXTENSIBLE_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(EXTENSIBLE_DIR)/extensible.c
