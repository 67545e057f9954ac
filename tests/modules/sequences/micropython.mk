# SPDX-License-Identifier: MIT
SEQUENCES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(SEQUENCES_DIR)/sequences.c
