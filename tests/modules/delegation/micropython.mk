# SPDX-License-Identifier: MIT
DELEGATION_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(DELEGATION_DIR)/delegation.c
