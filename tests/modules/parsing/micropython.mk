# SPDX-License-Identifier: MIT
PARSING_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(PARSING_DIR)/parsing.c
