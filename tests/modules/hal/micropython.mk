# SPDX-License-Identifier: MIT
HAL_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(HAL_DIR)/hal.c
