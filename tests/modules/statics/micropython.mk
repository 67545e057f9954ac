# SPDX-License-Identifier: MIT
STATICS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(STATICS_DIR)/statics.c
