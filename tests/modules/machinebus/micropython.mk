# SPDX-License-Identifier: MIT
MACHINEBUS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(MACHINEBUS_DIR)/machinebus.c
