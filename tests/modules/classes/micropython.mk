# SPDX-License-Identifier: MIT
CLASSES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(CLASSES_DIR)/classes.c
