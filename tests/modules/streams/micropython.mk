# SPDX-License-Identifier: MIT
STREAMS_DIR := $(USERMOD_DIR)

SRC_USERMOD_C += $(STREAMS_DIR)/streams.c
