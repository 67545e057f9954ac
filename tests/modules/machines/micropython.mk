# SPDX-License-Identifier: MIT
MACHINES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(MACHINES_DIR)/machines.c
