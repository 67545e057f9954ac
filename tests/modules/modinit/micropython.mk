# SPDX-License-Identifier: MIT
MODINIT_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(MODINIT_DIR)/modinit.c
