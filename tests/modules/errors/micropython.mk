# SPDX-License-Identifier: MIT
ERRORS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(ERRORS_DIR)/errors.c
