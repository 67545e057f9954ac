# SPDX-License-Identifier: MIT
KEYWORDS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(KEYWORDS_DIR)/keywords.c
