# SPDX-License-Identifier: MIT
OLDNAMES_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(OLDNAMES_DIR)/oldnames.c
