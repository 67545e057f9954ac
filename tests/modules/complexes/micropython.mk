# SPDX-License-Identifier: MIT
COMPLEXES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(COMPLEXES_DIR)/complexes.c
