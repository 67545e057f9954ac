# SPDX-License-Identifier: MIT
BUFFERS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(BUFFERS_DIR)/buffers.c
