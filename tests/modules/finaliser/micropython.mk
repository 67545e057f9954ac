# SPDX-License-Identifier: MIT
FINALISER_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(FINALISER_DIR)/finaliser.c
