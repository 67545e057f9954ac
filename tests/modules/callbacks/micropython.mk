# SPDX-License-Identifier: MIT
CALLBACKS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CALLBACKS_DIR)/callbacks.c
