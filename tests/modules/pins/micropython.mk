# SPDX-License-Identifier: MIT
PINS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(PINS_DIR)/pins.c
