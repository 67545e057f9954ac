# SPDX-License-Identifier: MIT
DEVICES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(DEVICES_DIR)/devices.c
