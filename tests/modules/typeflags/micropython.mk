# SPDX-License-Identifier: MIT
TYPEFLAGS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(TYPEFLAGS_DIR)/typeflags.c
